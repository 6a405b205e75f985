import PulseCore
import PulseInventory
import PulseProxmox
import Testing

@testable import PulseServer

/// What the facets of Proxmox VE look like in the answers.
@Suite struct PlatformFacetTests {
    private static func replicated() -> ObservedResource {
        var guest = Estate.vm(100)
        var job = ReplicationFacet(jobID: "100-0")
        job.guestID = 100
        job.source = "node1"
        job.target = "node2"
        job.schedule = "*/15"
        job.lastSync = Timestamp(seconds: 1_700_000_000)
        job.nextSync = Timestamp(seconds: 1_700_000_900)
        job.duration = 3725.5
        job.failCount = 0
        var facet = guest.facets.proxmox ?? ProxmoxFacet()
        facet.replication = [job]
        guest.facets.set(.proxmox(facet))
        return guest
    }

    private static func ceph() -> ObservedResource {
        var resource = ObservedResource(kind: .ceph, sourceID: "pve1-f51d", name: "Ceph")
        resource.metrics.disk = Capacity(used: 250, total: 1000)
        var facet = CephFacet(healthStatus: "HEALTH_WARN")
        facet.fsid = "f51d"
        facet.checks = [.init(code: "OSD_DOWN", severity: "HEALTH_WARN", summary: "1 osds down")]
        facet.osds = 6
        facet.osdsUp = 5
        facet.pools = [.init(id: 1, name: "rbd", stored: 10, available: 90, objects: 3, percentUsed: 10)]
        facet.services = [.init(type: "mon", running: 3, total: 3)]
        resource.facets.set(.ceph(facet))
        return resource
    }

    private static func pool() -> ObservedResource {
        var resource = Estate.storage("tank")
        var facet = resource.facets.storage ?? StorageFacet()
        var pool = ZFSPoolFacet(name: "tank", state: "DEGRADED")
        pool.checksumErrors = 4
        pool.devices = [.init(name: "sda", type: "disk", state: "ONLINE")]
        facet.zfs = pool
        resource.facets.set(.storage(facet))
        return resource
    }

    /// What was heard last may be that the connection is in its grace: of a node that went offline by silence since that is no more true.
    @Test(arguments: [(ResourceStatus.offline, "error"), (.online, "degraded")])
    func theConnectionOfANodeIsToldTheSameEverywhere(status: ResourceStatus, health: String) async throws {
        var node = ObservedResource(kind: .agent, sourceID: "pve1-node1", name: "node1")
        node.technology = "proxmox"
        node.status = status
        var facet = ProxmoxFacet()
        facet.instance = "pve1"
        facet.nodeName = "node1"
        facet.connectionHealth = "degraded"
        node.facets.set(.proxmox(facet))
        var estate = Estate()
        let resource = try #require(estate.observe([node]).resources.first)
        let legacy = try JSONValue(await estate.views().state(StateVariant()).bytes.readableBytesView)
        #expect(legacy["nodes"]?[0]?["connectionHealth"]?.text == health)
        #expect(try JSONValue(resource.rest(.list))["proxmox"]?["connectionHealth"]?.text == health)
        #expect(try JSONValue(resource.rest(.detail))["proxmox"]?["connectionHealth"]?.text == health)
    }

    @Test func legacyArraysShowReplicationCephAndPools() async throws {
        var estate = Estate()
        try estate.observe([Self.replicated(), Self.ceph(), Self.pool()])
        let state = try JSONValue(await estate.views().state(StateVariant()).bytes.readableBytesView)
        let job = try #require(state["replicationJobs"]?[0])
        #expect(job["id"] == "pve1-100-0")
        #expect(job["guestName"] == "vm100")
        #expect(job["durationHuman"] == "01:02:06")
        #expect(job["nextSyncUnix"] == 1_700_000_900)
        #expect(job["lastSyncStatus"] == "ok")
        let ceph = try #require(state["cephClusters"]?[0])
        #expect(ceph["health"] == "HEALTH_WARN")
        #expect(ceph["usagePercent"] == 25)
        #expect(ceph["numOsdsUp"] == 5)
        #expect(ceph["pools"]?[0]?["id"] == 1)
        #expect(state["storage"]?[0]?["zfsPool"]?["state"] == "DEGRADED")
        let facet = try #require(state["resources"]?.elements.first { $0["type"] == "ceph" }?["ceph"])
        #expect(facet["healthChecks"]?[0]?["code"] == "OSD_DOWN")
        #expect(facet["pools"]?[0]?["id"] == nil)
        #expect(!state.holdsNull)
    }

    @Test(arguments: [(true, nil, 0, "ok"), (false, nil, 0, "disabled"), (true, "no route", 2, "error"), (true, nil, 1, "error")])
    func replicationInOneWord(enabled: Bool, error: String?, failures: Int, word: String) throws {
        var job = ReplicationFacet(jobID: "1-0")
        job.enabled = enabled
        job.error = error
        job.failCount = failures
        job.lastSync = Timestamp(seconds: 1)
        var json = JSONWriter(capacity: 256)
        json.object { job.writeMembers(&$0) }
        #expect(try JSONValue(json.bytes)["status"]?.text == word)
    }

    @Test func provenanceIsShownInTheDetailOnly() throws {
        var estate = Estate()
        var guest = Estate.vm(100)
        let fallback = Provenance.Fallback(source: "meminfo-available", reason: "not reported")
        guest.provenance = [Provenance(.memory, source: "status-mem", fallbacks: [fallback], measuredAt: estate.clock.now - .seconds(30))]
        let resource = try #require(try estate.observe([guest]).resource("pve1:100"))
        let detail = try JSONValue(resource.rest(.detail))["provenance"]?[0]
        #expect(detail?["metric"] == "memory")
        #expect(detail?["source"] == "status-mem")
        #expect(detail?["fallbacks"]?[0]?["reason"] == "not reported")
        #expect(detail?["ageSeconds"] == 30)
        #expect(try JSONValue(resource.rest(.list))["provenance"] == nil)
    }

    @Test func tagColoursOfAllConnections() throws {
        let estate = Estate()
        var facts = StateFacts(startTime: estate.clock.now, version: "1")
        var first = ConnectionCondition.TagStyle()
        first.colors = ["prod": "#ff0000:#ffffff"]
        var second = ConnectionCondition.TagStyle()
        second.colors = ["prod": "#000000", "web": "#00ff00"]
        second.isCaseSensitive = true
        facts.tagStyles = ["a": first, "b": second]
        let members = StateMembers(snapshot: estate.inventory.snapshot, facts: facts, now: estate.clock.now, isFrame: false).encoded()
        let colors = try #require(members.first { $0.name == "pveTagColors" }?.value)
        #expect(try JSONValue(colors)["prod"] == "#ff0000:#ffffff")
        #expect(try JSONValue(colors)["web"] == "#00ff00")
        let styles = try JSONValue(try #require(members.first { $0.name == "pveTagStyles" }?.value))
        #expect(styles["b"]?["caseSensitive"] == true)
    }
}
