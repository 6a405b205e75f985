import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Nodes as resources")
struct NodeMappingTests {
    private let scope = InstanceScope(instance: "pve", clusterName: "lab")

    private func sight(_ presence: NodePresence.State = .online) throws -> NodeSight {
        var sight = NodeSight(name: "a", presence: presence)
        sight.row = try NodeRow.list(
            answer(#"[{"node":"a","status":"online","cpu":0.1,"maxcpu":8,"mem":1,"maxmem":1000,"disk":5,"maxdisk":100,"uptime":60}]"#)
        ).rows.first
        sight.status = try NodeStatus(
            answer(
                """
                {"cpu":0.25,"memory":{"total":1000,"used":900,"free":100,"available":400},"swap":{"total":100,"used":25},"rootfs":{"total":100,"used":40},
                "loadavg":["1","2","3"],"uptime":61,"kversion":"Linux 6.8","pveversion":"pve-manager/9.0","cpuinfo":{"model":"Xeon","cpus":8,"sockets":2}}
                """))
        sight.member = ClusterMember(identity: "n1", name: "a", isOnline: true)
        sight.member?.ip = "10.0.0.1"
        sight.member?.displayName = "Rack A"
        return sight
    }

    @Test("A node that is heard")
    func online() throws {
        var mapping = NodeMapping()
        var sight = try sight()
        sight.temperatures = NodeTemperatureFacet()
        sight.temperatures?.cpuPackage = 55
        let node = mapping.resource(sight, scope: scope, at: start)
        #expect(node.sourceID == "pve-a")
        #expect(node.kind == .agent)
        #expect(node.name == "Rack A")
        #expect(node.technology == "proxmox")
        #expect(node.status == .online)
        #expect(node.identity.hostnames == ["a"])
        #expect(node.identity.ipAddresses == ["10.0.0.1"])
        #expect(node.identity.clusterName == "lab")
        #expect(node.metrics.cpu == 25)
        #expect(node.metrics.memory == Capacity(used: 600, total: 1000))
        #expect(node.metrics.disk == Capacity(used: 40, total: 100))
        #expect(node.metrics.netIn == nil)
        #expect(node.uptime == 61)
        #expect(node.temperature == 55)
        let facet = try #require(node.facets.proxmox)
        #expect(facet.connectionHealth == "healthy")
        #expect(facet.nodeIdentity == "n1")
        #expect(facet.cpus == 8)
        #expect(facet.memory?.swapUsed == 25)
        #expect(facet.loadAverage == [1, 2, 3])
        #expect(facet.isClusterMember == true)
        let metrics = Set(node.samples.map(\.metric))
        #expect(metrics == [.cpu, .memory, .memoryUsed, .disk, .swap, .load1, .load5, .load15, .temperature])
        #expect(node.provenance.first { $0.metric == .memory }?.source == "available-field")
        #expect(node.provenance.first { $0.metric == .netOut }?.fallbacks.map(\.reason) == ["no-history"])
    }

    @Test("In grace a node is shown as online with a degraded connection, without samples; offline it has no figures (check 7)")
    func silent() throws {
        var mapping = NodeMapping()
        _ = mapping.resource(try sight(), scope: scope, at: start)
        var sight = NodeSight(name: "a", presence: .grace)
        let grace = mapping.resource(sight, scope: scope, at: .after(30))
        #expect(grace.status == .online)
        #expect(grace.facets.proxmox?.connectionHealth == "degraded")
        #expect(grace.metrics.memory == Capacity(used: 600, total: 1000))
        #expect(grace.metrics.cpu == 25)
        #expect(grace.facets.proxmox?.pveVersion == "pve-manager/9.0")
        #expect(grace.provenance.first { $0.metric == .memory }?.measuredAt == start)
        #expect(grace.samples.isEmpty)
        sight.presence = .offline
        let offline = mapping.resource(sight, scope: scope, at: .after(90))
        #expect(offline.status == .offline)
        #expect(offline.facets.proxmox?.connectionHealth == "error")
        #expect(offline.metrics.isEmpty)
        #expect(offline.uptime == nil)
        #expect(offline.samples.isEmpty)
    }

    @Test("When the use is not known the total still is (check 4)")
    func unavailable() throws {
        var mapping = NodeMapping()
        var sight = try sight()
        sight.status = try NodeStatus(answer(#"{"memory":{"total":1000,"used":900,"free":100}}"#))
        let node = mapping.resource(sight, scope: scope, at: start)
        #expect(node.metrics.memory == Capacity(used: nil, total: 1000))
        #expect(node.metrics.memory?.percent == nil)
        #expect(node.facets.proxmox?.memory?.total == 1000)
        #expect(!node.samples.contains { $0.metric == .memory })
        #expect(node.provenance.first { $0.metric == .memory }?.source == "unavailable")
    }

    @Test("A status of an earlier poll serves for what hardly changes only; figures come from elsewhere and keep their time")
    func earlierStatus() throws {
        var mapping = NodeMapping()
        var sight = try sight()
        sight.statusAt = .after(1)
        _ = mapping.resource(sight, scope: scope, at: start)
        let node = mapping.resource(sight, scope: scope, at: .after(10))
        #expect(node.metrics.cpu == 10)
        #expect(node.metrics.memory == Capacity(used: 600, total: 1000))
        #expect(node.metrics.disk == Capacity(used: 40, total: 100))
        #expect(node.provenance.map(\.source).prefix(3) == ["node-list", "previous-snapshot", "previous-snapshot"])
        #expect(node.provenance.filter { $0.source == "previous-snapshot" }.allSatisfy { $0.measuredAt == start })
        #expect(node.facets.proxmox?.pveVersion == "pve-manager/9.0")
        #expect(Set(node.samples.map(\.metric)) == [.cpu])
        let late = mapping.resource(sight, scope: scope, at: .after(130))
        #expect(late.metrics.memory == Capacity(used: nil, total: 1000))
        #expect(late.metrics.disk == Capacity(used: 5, total: 100))
    }

    @Test("Traffic from the platform's history counts while it is new, and is written down once")
    func history() throws {
        var mapping = NodeMapping()
        var sight = try sight()
        let point = Timestamp.after(-30).seconds
        sight.history = try RRDPoint.list(answer("[{\"time\":\(point),\"netin\":100,\"netout\":50,\"pressurecpusome\":2}]"))
        let first = mapping.resource(sight, scope: scope, at: start)
        #expect(first.metrics.netIn == 100)
        #expect(first.samples.contains(Sample(.netIn, 100)))
        #expect(first.facets.proxmox?.pressure?.cpuSome?.avg10 == 2)
        let second = mapping.resource(sight, scope: scope, at: .after(10))
        #expect(second.metrics.netIn == 100)
        #expect(!second.samples.contains { $0.metric == .netIn })
        sight.history = try RRDPoint.list(answer("[{\"time\":\(point),\"netin\":100,\"netout\":50},{\"time\":\(point + 181)}]"))
        let late = mapping.resource(sight, scope: scope, at: .after(200))
        #expect(late.metrics.netIn == nil)
        #expect(late.provenance.first { $0.metric == .netIn }?.fallbacks.last?.reason == "too-old")
    }

    @Test("A connection without a name names nodes by themselves")
    func scopes() throws {
        var mapping = NodeMapping()
        let node = mapping.resource(try sight(), scope: InstanceScope(instance: ""), at: start)
        #expect(node.sourceID == "a")
        #expect(node.facets.proxmox?.isClusterMember == nil)
    }
}
