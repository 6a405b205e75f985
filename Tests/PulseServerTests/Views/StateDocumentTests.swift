import NIOCore
import PulseCore
import PulseInventory
import Testing

@testable import PulseServer

@Suite struct StateDocumentTests {
    private static let always: Set<String> = [
        "connectedInfrastructure", "activeAlerts", "recentlyResolved", "metrics", "performance", "connectionHealth", "stats", "lastUpdate",
        "temperatureMonitoringEnabled", "pveTagColors", "pveTagStyles",
    ]
    private static let legacy: Set<String> = [
        "nodes", "vms", "containers", "dockerHosts", "removedDockerHosts", "kubernetesClusters", "removedKubernetesClusters", "hosts",
        "removedHostAgents", "storage", "cephClusters", "physicalDisks", "pbs", "pmg", "pbsBackups", "pmgBackups", "pveBackups", "backups",
        "replicationJobs",
    ]

    private func json(_ document: EncodedDocument) throws -> JSONValue { try JSONValue(document.bytes.readableBytesView) }

    @Test(arguments: StateVariant.allCases)
    func everyKeyIsThereAndNothingIsNull(variant: StateVariant) async throws {
        let state = try await json(Estate().views().state(variant))
        var expected = Self.always
        if variant.resources { expected.insert("resources") }
        if variant.legacy { expected.formUnion(Self.legacy) }
        #expect(state.keys == expected)
        #expect(!state.holdsNull)
        for key in Self.legacy.subtracting(["pveBackups", "backups"]) where variant.legacy { #expect(state[key] == .list([])) }
        #expect(state["stats"]?["version"] == "1.2.3")
    }

    @Test(arguments: [("", true, true), ("resources=0", false, true), ("legacy=false", true, false), ("legacy=1&resources=1", true, true)])
    func variantsFromQueries(query: String, resources: Bool, legacy: Bool) {
        #expect(StateVariant(QueryParameters(query[...])) == StateVariant(resources: resources, legacy: legacy))
    }

    @Test func oneRevisionIsBuiltOnce() async throws {
        var estate = Estate()
        try estate.observe([Estate.vm(1), Estate.vm(2)])
        let views = estate.views()
        let documents = await withTaskGroup(of: EncodedDocument.self) { group in
            for _ in 0..<50 { group.addTask { await views.state(StateVariant()) } }
            return await group.reduce(into: [EncodedDocument]()) { $0.append($1) }
        }
        let first = try #require(documents.first)
        #expect(documents.allSatisfy { $0 === first })
        views.board.update { $0.pollingCycles = 7 }
        let renewed = await views.state(StateVariant())
        #expect(renewed !== first)
        #expect(renewed.etag != first.etag)
        #expect(try json(renewed)["stats"]?["pollingCycles"] == 7)
    }

    @Test(arguments: [(0, 0), (4 << 20, 0), (8 << 20, 512), (16 << 20, 1024), (1 << 30, 2000)])
    func onlyLargeDocumentsStandForAWhile(bytes: Int, milliseconds: Int) {
        #expect(EstateViews.grace(bytes: bytes) == .milliseconds(milliseconds))
    }

    @Test func legacyArraysHoldWhatPlatformsSay() async throws {
        var estate = Estate()
        try estate.observe([Estate.vm(100, status: .offline), Estate.vm(101), Estate.storage("local"), Estate.disk(lifeLeft: nil)])
        try estate.observe([Estate.host("alpha")], SourceScope(.agent, "alpha"))
        let state = try await json(estate.views().state(StateVariant()))
        let stopped = try #require(state["vms"]?.elements.first { $0["vmid"] == 100 })
        #expect(stopped["id"] == "pve1:node1:100")
        #expect(stopped["disk"]?["usage"] == -1)
        #expect(stopped["diskStatusReason"] == "vm-stopped")
        #expect(stopped["networkIn"] == 0)
        #expect(stopped["status"] == "stopped")
        #expect(state["storage"]?[0]?["avail"] == 60)
        #expect(state["storage"]?[0]?["usage"] == 40)
        #expect(state["physicalDisks"]?[0]?["wearout"] == -1)
        #expect(state["hosts"]?[0]?["id"] == "id-alpha")
        #expect(state["hosts"]?[0]?["cpuUsage"] == 12.35)
        #expect(state["connectionHealth"]?["host-id-alpha"] == true)
        #expect(state["connectedInfrastructure"]?[0]?["surfaces"]?[0]?["kind"] == "agent")
        #expect(!state.holdsNull)
    }

    @Test func silentHostsAreUnhealthy() throws {
        var estate = Estate()
        let hosts = try estate.observe([Estate.host("alpha")], SourceScope(.agent, "alpha")).resources
        let seen = estate.clock.now
        #expect(ConnectionHealth.merge([:], hosts: hosts, at: seen + .seconds(60)) == ["host-id-alpha": true])
        #expect(ConnectionHealth.merge(["pve1": false], hosts: hosts, at: seen + .seconds(61)) == ["host-id-alpha": false, "pve1": false])
    }

    @Test func simpleStatsEscape() throws {
        var estate = Estate()
        var guest = Estate.vm(1)
        guest.name = #"<script>alert("x")</script>&'"#
        try estate.observe([guest])
        let html = SimpleStatsPage(estate.inventory.snapshot.resources).html
        #expect(html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;"))
        #expect(!html.contains("<script"))
        #expect(html.contains("http-equiv=\"refresh\""))
    }
}
