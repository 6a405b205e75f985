import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Rules for nodes and hosts")
struct CatalogueMachineTests {
    private static let start = CatalogueScene.start

    @Test func figuresOfANodeAreJudged() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node { row, facet in row.metrics.cpu = 88 }])
        #expect(scene.alarms() == ["n1|cpu"])
        #expect(scene.reading("lab-n1", "temperature") == .measured(50, Threshold(trigger: 80, clear: 75), isPercent: false), "the package")
        #expect(scene.describe("lab-n1", "cpu")?.message == "Node cpu at 88.0%")
        #expect(scene.describe("lab-n1", "temperature")?.message == "Node temperature at 50.0°C")
    }

    struct Heat: Sendable {
        var core: Double?
        var reading: Judgement.Reading
    }
    @Test(arguments: [
        Heat(core: 60, reading: .measured(60, Threshold(trigger: 80, clear: 75), isPercent: false)), Heat(core: nil, reading: .unknown),
    ])
    func withoutAPackageTheHottestCoreCounts(heat: Heat) throws {
        let scene = CatalogueScene()
        try scene.see([
            Rows.node { _, facet in
                facet.temperatures?.cpuPackage = nil
                facet.temperatures?.cpuMax = heat.core
            }
        ])
        #expect(scene.reading("lab-n1", "temperature") == heat.reading)
    }

    @Test func anOfflineNodeIsUnreachableAndItsFiguresEnd() throws {
        let scene = CatalogueScene()
        let offline = Rows.node { row, facet in
            row.status = .offline
            (facet.runtimeStatus, facet.connectionHealth) = ("offline", "error")
            facet.lastOnline = Self.start - .seconds(70)
        }
        try scene.see([offline, Rows.node("n2")])
        let judgement = try #require(scene.judgement("lab-n1", "connectivity"))
        #expect(judgement.reading == .faulty(.critical, value: 0, threshold: 0))
        #expect(judgement.confirmation == .readings(fire: 3, resolve: 3))
        for metric in ["cpu", "memory", "disk", "temperature"] { #expect(scene.reading("lab-n1", metric) == .off(.parentUnreachable)) }
        let description = try #require(scene.describe("lab-n1", "connectivity"))
        #expect(description.id == "lab-n1::lab-n1-connectivity")
        #expect(description.kind == .connectivity)
        #expect(description.metadata["condition"] == .text("unreachable"))
        #expect(description.aliases.contains("node-offline-lab-n1"))
        #expect(scene.alarms() == ["n1|connectivity"])
    }

    @Test func withinTheGraceNothingIsSaid() throws {
        let scene = CatalogueScene()
        try scene.see([
            Rows.node { row, facet in
                (facet.runtimeStatus, facet.connectionHealth) = ("offline", "error")
                facet.lastOnline = Self.start - .seconds(59)
            }
        ])
        #expect(scene.reading("lab-n1", "connectivity") == .unknown)
        #expect(scene.reading("lab-n1", "cpu") == .unknown)
    }

    @Test func aNodeWhoseSourceIsSilentIsUnreachableAfterAMinute() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.guest { row, _ in row.metrics.cpu = 99 }])
        try scene.pass(30)
        #expect(scene.reading("lab-n1", "connectivity") == .fine)
        try scene.pass(31)
        #expect(scene.reading("lab-n1", "connectivity") == .faulty(.critical, value: 0, threshold: 0))
        #expect(scene.judgement("lab-n1", "connectivity")?.confirmation == .readings(fire: 1, resolve: 3))
        #expect(scene.resource("lab-n1").map(Catalogue.needsWatching) == true)
        #expect(scene.alarms() == ["n1|connectivity"], "the guest's figures are old")
    }

    @Test func nodesOfAClusterAreNamedAfterItUnlessTwoConnectionsShowIt() throws {
        func member(_ name: String, _ instance: String) -> ObservedResource {
            var row = Rows.node(name) { row, facet in
                row.sourceID = "\(instance)-\(name)"
                row.identity.clusterName = "prod"
                (facet.clusterName, facet.instance) = ("prod", instance)
            }
            row.metrics.cpu = 90
            return row
        }
        let scene = CatalogueScene()
        try scene.see([member("n1", "lab"), member("n2", "lab")])
        #expect(scene.describe("lab-n1", "cpu")?.id == "prod-n1::metric-threshold:cpu")
        #expect(scene.describe("lab-n1", "cpu")?.aliases.contains("lab-n1-cpu") == true)
        try scene.see([member("n9", "other")], scope: "other")
        #expect(scene.describe("lab-n1", "cpu")?.id == "lab-n1::metric-threshold:cpu")
    }

    @Test func aHostIsJudgedByItsMountPointsAndDisks() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.host { _, facet in facet.disks[0].usage = 91 }], .agent, scope: "h1")
        #expect(scene.judgement("h1", "disk", part: "root")?.trigger == 92, "NVMe")
        #expect(scene.judgement("h1", "disk", part: "srv")?.trigger == 90)
        #expect(scene.reading("h1", "disk") == nil, "no aggregate")
        let host = try #require(scene.resource("h1"))
        #expect(scene.catalogue.origin(of: RuleID(RuleID.Spec("disk"), part: "root"), for: host).text == "disk-type(diskFillByType.nvme)")
        #expect(scene.describe("h1", "disk", part: "srv")?.id == "agent:h1/disk:srv::metric-threshold:disk")
        #expect(scene.describe("h1", "cpu")?.id == "agent:h1::metric-threshold:cpu")
        #expect(scene.describe("h1", "cpu")?.node == "host-h1")
    }

    @Test func turningDisksFillEarlier() throws {
        let scene = CatalogueScene()
        var disk = ObservedResource(kind: .physicalDisk, sourceID: "h1/disk/x", name: "x")
        disk.parent = ParentReference(kind: .agent, sourceID: "h1")
        disk.facets.set(.physicalDisk(PhysicalDiskFacet(devPath: "/dev/sda", diskType: "hdd", size: 1)))
        try scene.see([Rows.host()], .agent, scope: "h1")
        #expect(scene.judgement("h1", "disk", part: "srv")?.trigger == 90)
        try scene.see([Rows.host(), disk], .agent, scope: "h1")
        #expect(scene.judgement("h1", "disk", part: "srv")?.trigger == 85)
    }

    @Test(arguments: ["h1", "agent:h1"])
    func hostsHaveOverridesForAllAndForOneMount(key: String) throws {
        let scene = CatalogueScene {
            $0.overrides[key] = ThresholdConfiguration([.disk: Threshold(trigger: 70, clear: 60)])
            $0.overrides["agent:h1/disk:srv"] = ThresholdConfiguration([.disk: Threshold(trigger: 40, clear: 30)])
        }
        try scene.see([Rows.host()], .agent, scope: "h1")
        #expect(scene.judgement("h1", "disk", part: "root")?.trigger == 70)
        #expect(scene.judgement("h1", "disk", part: "srv")?.trigger == 40)
    }

    @Test(arguments: [(10, 60), (1, 60), (30, 180), (300, 600), (nil, 60)])
    func aHostThatReportsNoMoreIsOffline(interval: Int?, limit: Int64) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.host { _, facet in facet.intervalSeconds = interval }], .agent, scope: "h1")
        try scene.pass(limit - 1)
        #expect(scene.reading("h1", "host-offline") == .fine)
        try scene.pass(1)
        #expect(scene.reading("h1", "host-offline") == .faulty(.critical, value: 0, threshold: 0))
        #expect(scene.reading("h1", "cpu") == .off(.parentUnreachable))
        #expect(scene.reading("h1", "disk", part: "root") == .off(.parentUnreachable))
        #expect(scene.describe("h1", "host-offline")?.id == "agent:h1::agent:h1-connectivity")
        #expect(scene.describe("h1", "host-offline")?.aliases.contains("host-offline-h1") == true)
    }

    struct Array: Sendable {
        var array: RAIDFacet
        var reading: Judgement.Reading
    }
    private static let rebuilding: RAIDFacet = {
        var array = Rows.array(state: "active, recovering")
        array.operation = "recovery"
        array.rebuildPercent = 30
        return array
    }()
    private static let checked: RAIDFacet = {
        var array = Rows.array()
        array.operation = "check"
        array.rebuildPercent = 30
        return array
    }()
    @Test(arguments: [
        Array(array: Rows.array(), reading: .fine),
        Array(array: Rows.array(state: "degraded", active: 1), reading: .faulty(.critical, value: 0, threshold: 0)),
        Array(array: Rows.array(failed: 1), reading: .faulty(.critical, value: 0, threshold: 0)), Array(array: checked, reading: .fine),
        Array(array: rebuilding, reading: .faulty(.warning, value: 0, threshold: 0)),
    ])
    func arraysAreJudged(item: Array) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.host { _, facet in facet.raid = [item.array] }], .agent, scope: "h1")
        #expect(scene.reading("h1", "raid", part: "/dev/md2") == item.reading)
        let description = try #require(scene.describe("h1", "raid", part: "/dev/md2"))
        #expect(description.id == "agent:h1/raid:md2::agent:h1/raid:md2-health")
        #expect(description.aliases.contains("host-h1-raid-md2"))
    }

    @Test func aNodeWithAnAgentIsJudgedOnceForEachThing() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node { row, _ in row.counterpart = CounterpartReference(source: .agent, sourceID: "h1") }])
        let host = Rows.host { row, facet in
            row.identity.machineID = "m"
            row.identity.hostnames = ["n1"]
            facet.hostname = "n1"
        }
        try scene.see([host], .agent, scope: "h1")
        let node = try #require(scene.resource("lab-n1"))
        try #require(node.content.sources.count == 2)
        let rules = scene.judgements("lab-n1").map { "\($0.rule.spec.rawValue)|\($0.rule.part ?? "")" }
        #expect(Set(rules).count == rules.count)
        #expect(scene.reading("lab-n1", "temperature") == .off(.otherSource))
        #expect(scene.reading("lab-n1", "disk") == .off(.otherSource), "the agent judges the root filesystem")
        #expect(scene.describe("lab-n1", "cpu")?.id == "lab-n1::metric-threshold:cpu")
        #expect(scene.describe("lab-n1", "disk", part: "root")?.id == "agent:h1/disk:root::metric-threshold:disk")
    }
}
