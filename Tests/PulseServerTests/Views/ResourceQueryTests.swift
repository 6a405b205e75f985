import NIOCore
import PulseCore
import PulseInventory
import Testing

@testable import PulseServer

@Suite struct ResourceQueryTests {
    private func estate() throws -> Estate {
        var estate = Estate()
        try estate.observe([Estate.vm(10), Estate.vm(9, status: .offline), Estate.storage("local")])
        try estate.observe([Estate.host("alpha"), Estate.host("Beta")], SourceScope(.agent, "agents"))
        return estate
    }

    private func names(_ query: String) async throws -> [String] {
        let document = try await estate().views().page(QueryParameters(query[...]))
        return try JSONValue(document.bytes.readableBytesView)["data"]?.elements.compactMap { $0["name"]?.text } ?? []
    }

    @Test(
        arguments: [
            ("", ["alpha", "Beta", "local", "vm9", "vm10"]),
            ("order=desc", ["vm10", "vm9", "local", "Beta", "alpha"]),
            ("type=vm", ["vm9", "vm10"]), ("type=vms", ["vm9", "vm10"]), ("type=node", ["alpha", "Beta"]),
            ("type=hosts", ["alpha", "Beta"]),
            ("type=container", []), ("type=storage,%20vm", ["local", "vm9", "vm10"]),
            ("source=pve", ["local", "vm9", "vm10"]), ("source=host", ["alpha", "Beta"]),
            ("status=offline", ["vm9"]), ("status=online,offline&type=vm", ["vm9", "vm10"]),
            ("q=VM1", ["vm10"]), ("tags=prod,none", ["vm9", "vm10"]), ("cluster=lab", ["vm9", "vm10"]), ("cluster=other", []),
            ("namespace=default", []), ("parent=nothing", []),
            ("limit=2", ["alpha", "Beta"]), ("limit=2&page=2", ["local", "vm9"]), ("page=99999", []),
            ("page=9223372036854775807&limit=100", []),
            ("limit=0&page=-1", ["alpha", "Beta", "local", "vm9", "vm10"]), ("limit=abc", ["alpha", "Beta", "local", "vm9", "vm10"]),
            ("sort=status&type=vm", ["vm9", "vm10"]), ("sort=type", ["alpha", "Beta", "local", "vm9", "vm10"]),
            ("sort=bogus", ["alpha", "Beta", "local", "vm9", "vm10"]), ("order=bogus&type=vm", ["vm9", "vm10"]),
        ] as [(String, [String])])
    func selects(query: String, expected: [String]) async throws { #expect(try await names(query) == expected) }

    @Test(arguments: [
        ("type=bogus", "unsupported_type", "unsupported type filter token(s): bogus"),
        ("type=vm,nope,what", "unsupported_type", "unsupported type filter token(s): nope, what"),
        ("source=bogus", "unsupported_source", "unsupported source filter token(s): bogus"),
        ("status=running", "unsupported_status", "unsupported status filter token(s): running"),
    ])
    func refuses(query: String, code: String, message: String) async throws {
        let error = await #expect(throws: APIError.self) { try await Estate().views().page(QueryParameters(query[...])) }
        #expect(error?.status == 400)
        #expect(error?.code == code)
        #expect(error?.message == message)
    }

    @Test(arguments: [
        ("ingresses", "?"), ("k8s-ingresses", "k8s-ingress"), ("k8s-network-policies", "k8s-network-policy"),
        ("k8s-storage-classes", "k8s-storage-class"), ("disks", "physical_disk"), ("physical_disks", "physical_disk"), ("pbs", "pbs"),
        ("services", "docker-service"), ("oci-containers", "system-container"), ("ceph", "ceph"), ("docker-hosts", "docker-host"),
    ])
    func typeWords(token: String, type: String) {
        #expect(ResourceTypeToken.types(token) == (type == "?" ? nil : [type]))
    }

    @Test func pagesCountFilteredAndAggregateAll() async throws {
        let document = try await estate().views().page(QueryParameters("type=vm&limit=1"))
        let page = try JSONValue(document.bytes.readableBytesView)
        #expect(page["meta"] == .object(["page": 1, "limit": 1, "total": 2, "totalPages": 2]))
        let sums = try #require(page["aggregations"])
        #expect(sums["total"] == 5)
        #expect(sums["byType"] == .object(["vm": 2, "agent": 2, "storage": 1]))
        #expect(sums["bySource"] == .object(["proxmox": 3, "agent": 2]))
        #expect(sums["policyPosture"]?["sensitivityCounts"] == .object(["internal": 4, "sensitive": 1]))
        #expect(sums["platformAdmission"]?["proxmox"] == true)
        #expect(sums["platformAdmission"]?["docker"] == false)
    }

    @Test func pagesAreKeptForTheirRevision() async throws {
        let views = try estate().views()
        let first = try await views.page(QueryParameters("limit=2"))
        #expect(try await views.page(QueryParameters("limit=2")) === first)
        #expect(try await views.page(QueryParameters("limit=3")) !== first)
        for number in 0..<200 { _ = try await views.page(QueryParameters("limit=2&page=\(number)"[...])) }
        #expect(try await views.page(QueryParameters("limit=2")).etag == first.etag)
    }
}
