import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Rules for storages, pools, disks and Ceph")
struct CatalogueStorageTests {
    private let storage = "lab-n1-local"
    private let disk = "lab-n1--dev-sda"

    private func warning(_ value: Double = 0) -> Judgement.Reading { .faulty(.warning, value: value, threshold: 0) }
    private func critical(_ value: Double = 0) -> Judgement.Reading { .faulty(.critical, value: value, threshold: 0) }

    struct Activity: Sendable {
        var isEnabled: Bool
        var isActive: Bool
        var usage: Judgement.Reading
        var offline: Judgement.Reading
    }
    @Test(arguments: [
        Activity(isEnabled: true, isActive: true, usage: .measured(50, Threshold(trigger: 85, clear: 80), isPercent: true), offline: .fine),
        Activity(isEnabled: true, isActive: false, usage: .off(.notRunning), offline: .faulty(.warning, value: 0, threshold: 0)),
        Activity(isEnabled: false, isActive: false, usage: .off(.checkDisabled), offline: .off(.checkDisabled)),
    ])
    func storagesAreJudged(item: Activity) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.storage { _, facet in (facet.enabled, facet.active) = (item.isEnabled, item.isActive) }])
        #expect(scene.reading(storage, "usage") == item.usage)
        let offline = try #require(scene.judgement(storage, "offline"))
        #expect(offline.reading == item.offline)
        #expect(offline.confirmation == .readings(fire: 2, resolve: 2))
        let description = try #require(scene.describe(storage, "offline"))
        #expect(description.id == "lab-n1-local::lab-n1-local-connectivity")
        #expect(description.aliases.contains("storage-offline-lab-n1-local"))
    }

    @Test func aStorageOfAnOfflineNodeIsUnknown() throws {
        let scene = CatalogueScene()
        let node = Rows.node { row, facet in
            row.status = .offline
            (facet.runtimeStatus, facet.connectionHealth) = ("offline", "error")
        }
        try scene.see([node, Rows.storage { _, facet in facet.active = false }, Rows.disk { $0.temperature = 99 }])
        #expect(scene.alarms() == ["n1|connectivity"])
        #expect(scene.reading(storage, "usage") == .unknown)
        #expect(scene.reading(disk, "diskTemperature") == .unknown)
    }

    @Test(arguments: [
        ("ONLINE", nil), ("DEGRADED", AlertLevel.warning), ("FAULTED", .critical), ("OFFLINE", .critical), ("REMOVED", .critical),
        ("UNAVAIL", .critical), ("SUSPENDED", .critical),
    ])
    func poolsAreJudgedByTheirState(state: String, level: AlertLevel?) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.storage { $1.zfs = Rows.pool(state) }])
        let expected: Judgement.Reading = level.map { .faulty($0, value: 0, threshold: 0) } ?? .fine
        #expect(scene.reading(storage, "zfs-pool-state") == expected)
        let description = try #require(scene.describe(storage, "zfs-pool-state"))
        #expect(description.id == "lab-n1-local/zfs-pool:tank::lab-n1-local/zfs-pool:tank-state")
        #expect(description.message == "ZFS pool 'tank' is \(state)")
        #expect(description.aliases.contains("zfs-pool-state-lab-n1-local"))
    }

    @Test func aPoolBehindSeveralStoragesIsToldOnce() throws {
        let scene = CatalogueScene()
        let pool = Rows.pool("DEGRADED") {
            $0.readErrors = 3
            $0.devices[1].state = "FAULTED"
            $0.scan = "resilver in progress since Sun Apr 14 00:24:35 2024"
        }
        try scene.see([
            Rows.node(), Rows.storage { $1.zfs = pool },
            Rows.storage("vm") {
                $1.zfs = pool
                $1.speaksForPool = false
            },
        ])
        #expect(scene.alarms().filter { $0.contains("zfs") }.allSatisfy { $0.hasPrefix("local|") })
        #expect(scene.alarms().filter { $0.contains("zfs") }.count == 4)
        for rule in ["zfs-pool-state", "zfs-pool-errors"] { #expect(scene.reading("lab-n1-vm", rule) == .off(.otherSource)) }
        #expect(scene.reading("lab-n1-vm", "zfs-device", part: "sda2") == .off(.otherSource))
    }

    /// Three storages on one pool, of which the inventory names `local`.
    @Test(
        arguments: [
            ([], "local"), (["local"], "a-vm"), (["local", "a-vm"], "b-vm"), (["a-vm"], "local"), (["local", "a-vm", "b-vm"], nil),
        ] as [([String], String?)])
    func whereNoAlertsOfTheSpeakerAreWantedTheNextOneSpeaks(silenced: [String], speaker: String?) throws {
        let scene = CatalogueScene { configuration in
            for name in silenced {
                var override = ThresholdConfiguration()
                override.isDisabled = true
                configuration.overrides["lab-n1-\(name)"] = override
            }
        }
        let rows = ["b-vm", "local", "a-vm"].map { name in
            Rows.storage(name) {
                $1.zfs = Rows.pool("DEGRADED")
                $1.speaksForPool = name == "local"
            }
        }
        let other = Rows.storage("other", node: "n2") { $1.zfs = Rows.pool("DEGRADED") }
        try scene.see([Rows.node(), Rows.node("n2"), other] + rows)
        #expect(scene.alarms() == ([speaker, "other"].compactMap { $0 }.map { "\($0)|zfs-pool-state" }))
    }

    @Test func errorsOfPoolsAndDevicesAreCounted() throws {
        let scene = CatalogueScene()
        let pool = Rows.pool {
            $0.checksumErrors = 7
            $0.devices[1].checksumErrors = 7
        }
        try scene.see([Rows.node(), Rows.storage { $1.zfs = pool }])
        #expect(scene.alarms() == ["local|zfs-device|sda2", "local|zfs-pool-errors"])
        #expect(scene.reading(storage, "zfs-pool-errors") == warning(7))
        let errors = try #require(scene.describe(storage, "zfs-pool-errors"))
        #expect(errors.id == "lab-n1-local/zfs-pool:tank::lab-n1-local/zfs-pool:tank-errors")
        #expect(errors.message == "ZFS pool 'tank' has errors: 0 read, 0 write, 7 checksum")
        #expect(errors.kind == .healthAssessment)
        let device = try #require(scene.describe(storage, "zfs-device", part: "sda2"))
        #expect(device.id == "lab-n1-local/zfs-pool:tank/device:sda2::lab-n1-local/zfs-pool:tank/device:sda2-health")
        #expect(device.message == "ZFS device sda2 has errors: 0 read, 0 write, 7 checksum")
        #expect(device.resourceName == "local (tank, sda2)")
    }

    @Test(arguments: [
        ("ONLINE", nil), ("AVAIL", nil), ("INUSE", nil), ("DEGRADED", AlertLevel.warning), ("FAULTED", .critical), ("FAILED", .critical),
        ("OFFLINE", .critical), ("REMOVED", .critical), ("UNAVAIL", .critical),
    ])
    func devicesAreJudgedByTheirState(state: String, level: AlertLevel?) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.storage { $1.zfs = Rows.pool { $0.devices[1].state = state } }])
        let expected: Judgement.Reading = level.map { .faulty($0, value: 0, threshold: 0) } ?? .fine
        #expect(scene.reading(storage, "zfs-device", part: "sda2") == expected)
    }

    @Test(arguments: [
        ("scrub repaired 0B in 00:12:34 with 0 errors on Sun Apr 14 00:24:35 2024", nil),
        ("scrub repaired 0B in 00:12:34 with 3 errors on Sun Apr 14 00:24:35 2024", AlertLevel.critical),
        ("scrub in progress since Sun Apr 14 00:24:35 2024", nil), ("resilver in progress since Sun Apr 14 00:24:35 2024", .warning),
    ])
    func scansAreJudged(text: String, level: AlertLevel?) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.storage { $1.zfs = Rows.pool { $0.scan = text } }])
        #expect(scene.judgement(storage, "zfs-pool-state", part: "scan")?.isAlarm == (level != nil))
        if case .faulty(let found, _, _)? = scene.reading(storage, "zfs-pool-state", part: "scan") { #expect(found == level) }
    }

    struct Disk: Sendable {
        var name: String
        var change: @Sendable (inout PhysicalDiskFacet) -> Void
        var health: AlertLevel?
        var wear: AlertLevel?
        init(
            _ name: String, health: AlertLevel? = nil, wear: AlertLevel? = nil,
            _ change: @escaping @Sendable (inout PhysicalDiskFacet) -> Void
        ) {
            (self.name, self.health, self.wear, self.change) = (name, health, wear, change)
        }
        /// Of an NVMe disk.
        static func smart(
            _ name: String, health: AlertLevel? = nil, wear: AlertLevel? = nil, _ change: @escaping @Sendable (inout SMARTFacet) -> Void
        ) -> Disk {
            Disk(name, health: health, wear: wear) {
                var smart = SMARTFacet()
                change(&smart)
                $0.smart = smart
            }
        }
    }
    @Test(arguments: [
        Disk("healthy") { _ in }, Disk("failed", health: .critical) { $0.health = "FAILED" },
        Disk("known misreport") { ($0.health, $0.model) = ("FAILED", "Samsung SSD 980 1TB") }, Disk("ok") { $0.health = "OK" },
        Disk("worn", wear: .warning) { $0.lifeLeft = 9 }, Disk("worn out", wear: .critical) { $0.lifeLeft = 0 },
        Disk("ten is enough") { $0.lifeLeft = 10 }, Disk("turning disks say 0") { ($0.lifeLeft, $0.diskType) = (0, "hdd") },
        Disk("warm") { $0.temperature = 65 }, .smart("pending", health: .critical) { $0.pendingSectors = 1 },
        .smart("uncorrectable", health: .critical) { $0.offlineUncorrectable = 2 },
        .smart("media", health: .critical) { $0.mediaErrors = 1 },
        .smart("reallocated", health: .warning) { $0.reallocatedSectors = 4 }, .smart("cable") { $0.udmaCRCErrors = 9 },
        .smart("spare", health: .warning) { $0.availableSpare = 19 }, .smart("no spare", health: .critical) { $0.availableSpare = 10 },
        .smart("used", wear: .warning) { $0.percentageUsed = 90 }, .smart("used up", wear: .critical) { $0.percentageUsed = 120 },
    ])
    func disksAreJudgedByWhatTheyReport(item: Disk) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.disk(with: item.change)])
        let health = scene.reading(disk, "disk-health")
        let wear = scene.reading(disk, "disk-wearout")
        if case .faulty(let level, _, _)? = health { #expect(level == item.health) } else { #expect(item.health == nil && health == .fine) }
        if case .faulty(let level, _, _)? = wear { #expect(level == item.wear) } else { #expect(item.wear == nil) }
    }

    @Test func aDiskThatSaysNothingIsUnknown() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.disk { ($0.health, $0.lifeLeft, $0.temperature) = (nil, nil, nil) }])
        for judgement in scene.judgements(disk) { #expect(judgement.reading == .unknown) }
    }

    @Test(arguments: [("nvme", 70.0), ("sas", 65), ("ssd", 55), ("hdd", 55)])
    func temperaturesOfDisksDependOnTheirKind(type: String, trigger: Double) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.disk(type: type)])
        #expect(scene.reading(disk, "diskTemperature") == .measured(35, Threshold(trigger: trigger, clear: trigger - 5), isPercent: false))
    }

    @Test func disksReadAsTheReferenceWritesThem() throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.disk { ($0.health, $0.lifeLeft) = ("FAILED", 4) }])
        let health = try #require(scene.describe(disk, "disk-health"))
        #expect(health.id == "lab:n1:disk:sda::lab:n1:disk:sda-health")
        #expect(health.message.contains("FAILED"))
        #expect(health.metadata["storageRiskCodes"] == .texts(["health_status"]))
        #expect(health.aliases.contains("disk-health-lab-n1-/dev/sda"))
        let wear = try #require(scene.describe(disk, "disk-wearout"))
        #expect(wear.id == "lab:n1:disk:sda::lab:n1:disk:sda-wearout")
        #expect(scene.reading(disk, "disk-wearout") == .faulty(.critical, value: 4, threshold: 10))
    }

    @Test(arguments: [
        ("HEALTH_OK", Judgement.Reading.fine), ("HEALTH_WARN", .faulty(.warning, value: 0, threshold: 0)),
        ("HEALTH_ERR", .faulty(.critical, value: 0, threshold: 0)), ("HEALTH_UNKNOWN", .unknown),
    ])
    func cephIsJudgedByItsOwnWord(word: String, reading: Judgement.Reading) throws {
        let scene = CatalogueScene()
        try scene.see([Rows.node(), Rows.ceph(word) { $0.healthMessage = "1 osds down" }])
        let judgement = try #require(scene.judgement("fsid-1", "resource-incident", part: "ceph_cluster_health"))
        #expect(judgement.reading == reading)
        #expect(judgement.confirmation == .readings(fire: 2, resolve: 2))
        let description = try #require(scene.describe("fsid-1", "resource-incident", part: "ceph_cluster_health"))
        #expect(description.message == "1 osds down")
        #expect(description.kind == .providerIncident)
        #expect(description.specID.hasPrefix("alertspec:provider-incident:"))
        #expect(description.specID.utf8.count == "alertspec:provider-incident:".utf8.count + 16)
    }

    @Test func poolsOfCephFillUp() throws {
        let scene = CatalogueScene {
            $0.overrides["lab-ceph-pool-rbd"] = ThresholdConfiguration([.usage: Threshold(trigger: 35, clear: 30)])
        }
        try scene.see([Rows.node(), Rows.ceph()])
        #expect(scene.judgement("fsid-1", "usage", part: "rbd")?.trigger == 35)
        #expect(scene.describe("fsid-1", "usage", part: "rbd")?.id == "lab-ceph-pool-rbd::metric-threshold:usage")
    }

    @Test(arguments: [
        (ConnectionStanding.State.healthy, Judgement.Reading.fine), (.stale, .faulty(.warning, value: 0, threshold: 0)),
        (.unreachable, .faulty(.critical, value: 0, threshold: 0)), (.unauthorized, .faulty(.critical, value: 0, threshold: 0)),
        (.paused, .off(.checkDisabled)),
    ])
    func connectionsAreJudged(state: ConnectionStanding.State, reading: Judgement.Reading) {
        let catalogue = Catalogue(AlertConfiguration())
        let standing = ConnectionStanding(
            id: "c1", name: "Lab", product: "pve", state: state, checkedAt: CatalogueScene.start, message: "timed out")
        let judgement = catalogue.judge(connection: standing)
        #expect(judgement.reading == reading)
        #expect(judgement.confirmation == .readings(fire: 3, resolve: 3))
        #expect(catalogue.describe(judgement, of: standing).id == "c1::c1-connection-degraded")
    }
}
