import PulseCore
import PulseInventory
import Testing

@testable import PulseServer

@Suite struct ResourceFormTests {
    private func resource(_ observed: ObservedResource, _ source: SourceScope = SourceScope(.proxmox, "pve1")) throws -> Resource {
        var estate = Estate()
        return try #require(try estate.observe([observed], source).resources.first)
    }

    @Test func framesFlattenMetrics() throws {
        let host = try resource(Estate.host("alpha"), SourceScope(.agent, "alpha"))
        let json = try JSONValue(host.broadcast())
        #expect(json["cpu"]?["current"] == 12.35)
        #expect(json["memory"]?["current"] == 25)
        #expect(json["memory"]?["free"] == 750)
        #expect(json["network"]?["rxBytes"] == 10)
        #expect(json["network"]?.keys == ["rxBytes"])
        #expect(json["disk"] == nil)
        #expect(json["diskIO"] == nil)
        #expect(json["platformType"] == "agent")
        #expect(json["sourceType"] == "agent")
        #expect(json["platformId"] == "id-alpha")
        #expect(json["alerts"] == .list([]))
        #expect(json["labels"] == .object([:]))
        #expect(json["identity"]?["ips"]?[0] == "192.0.2.1")
        #expect(!json.holdsNull)
    }

    @Test func restFormKeepsUnits() throws {
        let host = try resource(Estate.host("alpha"), SourceScope(.agent, "alpha"))
        let json = try JSONValue(host.rest(.detail))
        #expect(json["metrics"]?["cpu"]?["unit"] == "percent")
        #expect(json["metrics"]?["memory"]?["used"] == 250)
        #expect(json["metrics"]?["netIn"]?["unit"] == "bytes/s")
        #expect(json["metrics"]?["netOut"] == nil)
        #expect(json["sourceStatus"]?["agent"]?["status"] == "online")
        #expect(json["platformScopes"]?[0] == "agent")
        #expect(json["agent"]?["agentId"] == "id-alpha")
        #expect(json["policy"]?["routing"]?["scope"] == "cloud-summary")
        #expect(!json.holdsNull)
    }

    @Test func whatCannotBeWrittenIsUnknown() throws {
        var host = Estate.host("alpha", cpu: .nan)
        host.metrics.netIn = .infinity
        host.temperature = .nan
        let resource = try resource(host, SourceScope(.agent, "alpha"))
        for bytes in [resource.broadcast(), resource.rest(.list), resource.rest(.detail)] {
            let json = try JSONValue(bytes)
            #expect(!json.holdsNull)
            #expect(json["cpu"] == nil)
            #expect(json["temperature"] == nil)
        }
    }

    @Test(arguments: [
        (ResourceKind.agent, ResourceStatus.online, "online"), (.agent, .offline, "offline"), (.agent, .warning, "degraded"),
        (.agent, .unknown, "unknown"), (.vm, .online, "running"), (.systemContainer, .offline, "stopped"),
        (.appContainer, .warning, "degraded"), (.pod, .online, "running"), (.storage, .online, "online"), (.vm, .unknown, "unknown"),
    ])
    func statusWords(kind: ResourceKind, status: ResourceStatus, word: String) throws {
        var observed = ObservedResource(kind: kind, sourceID: "x", name: "x")
        observed.status = status
        #expect(try resource(observed).presentationStatus == word)
    }

    @Test(arguments: [(90 as Int?, 90), (nil, -1), (0, -1)])
    func wearOfRotatingDisks(lifeLeft: Int?, wearout: Double) throws {
        let json = try JSONValue(try resource(Estate.disk(lifeLeft: lifeLeft)).broadcast())
        #expect(json["physicalDisk"]?["wearout"] == .number(wearout))
        #expect(json["physicalDisk"]?["health"] == "UNKNOWN")
        #expect(json["physicalDisk"]?["temperature"] == 0)
    }

    @Test(
        arguments: [
            (ResourceKind.vm, [], "internal", "cloud-summary"), (.vm, ["public"], "public", "cloud-summary"),
            (.vm, ["Restricted"], "restricted", "local-only"), (.storage, [], "sensitive", "local-first"),
            (.pmg, [], "restricted", "local-only"), (.agent, ["confidential"], "sensitive", "local-first"),
        ] as [(ResourceKind, [String], String, String)])
    func policies(kind: ResourceKind, tags: [String], sensitivity: String, routing: String) throws {
        var observed = ObservedResource(kind: kind, sourceID: "x", name: "Secret Name")
        observed.tags = tags
        let resource = try resource(observed)
        let policy = ResourcePolicy(resource)
        #expect(policy.sensitivity.rawValue == sensitivity)
        #expect(policy.routing == routing)
        #expect(policy.redact.isEmpty == (routing == "cloud-summary"))
        #expect(!policy.summary(of: resource).contains("Secret Name"))
    }
}
