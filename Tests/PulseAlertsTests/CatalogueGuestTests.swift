import PulseAlerts
import PulseCore
import PulseInventory
import Testing

@Suite("Rules for guests")
struct CatalogueGuestTests {
    private let id = "lab:n1:100"

    private func scene(
        kind: ResourceKind = .vm, _ change: (inout ObservedResource, inout ProxmoxFacet) -> Void = { _, _ in },
        settings: (inout AlertConfiguration) -> Void = { _ in }
    ) throws -> CatalogueScene {
        let scene = CatalogueScene(settings)
        try scene.see([Rows.node(), Rows.guest(kind: kind, with: change)])
        return scene
    }

    @Test func figuresAreComparedInTheirUnits() throws {
        let limit = Threshold(trigger: 50, clear: 40)
        let rates: [ThresholdMetric] = [.diskRead, .diskWrite, .networkIn, .networkOut]
        let scene = try scene(settings: { for metric in rates { $0[.guest][metric] = limit } })
        #expect(scene.reading(id, "cpu") == .measured(10, Threshold(trigger: 80, clear: 75), isPercent: true))
        #expect(scene.reading(id, "memory") == .measured(40, Threshold(trigger: 85, clear: 80), isPercent: true))
        #expect(scene.reading(id, "disk") == .measured(30, Threshold(trigger: 90, clear: 85), isPercent: true))
        for (metric, megabytes) in zip(rates, [1.0, 2, 3, 4]) {
            #expect(scene.reading(id, metric.name) == .measured(megabytes, limit, isPercent: false))
        }
        #expect(scene.judgement(id, "cpu")?.source == "cluster-resources")
        #expect(scene.judgement(id, "cpu")?.measuredAt == CatalogueScene.start)
    }

    @Test(arguments: [nil, Double.nan, Double.infinity, -1, 100.5])
    func whatIsNoPercentageIsUnknown(value: Double?) throws {
        let scene = try scene { row, _ in row.metrics.cpu = value }
        #expect(scene.reading(id, "cpu") == .unknown)
    }

    struct Case: Sendable {
        var word: String?
        var lock: String?
        var starts: Bool?
        var isAwaited: Bool?
        var reading: Judgement.Reading
    }
    @Test(arguments: [
        Case(word: "running", reading: .fine), Case(word: "paused", reading: .fine), Case(word: "suspended", reading: .fine),
        Case(word: "stopped", reading: .faulty(.warning, value: 0, threshold: 0)),
        Case(word: "stopped", starts: true, reading: .faulty(.warning, value: 0, threshold: 0)),
        Case(word: "stopped", starts: false, reading: .off(.notStartedOnBoot)),
        Case(word: "stopped", isAwaited: true, reading: .unknown),
        Case(word: "running", isAwaited: true, reading: .fine),
        Case(word: "stopped", lock: "backup", reading: .off(.backupRunning)),
        Case(word: "stopped", lock: "migrate", reading: .faulty(.warning, value: 0, threshold: 0)),
        Case(word: "unknown", reading: .unknown),
        Case(word: nil, reading: .unknown),
    ])
    func powerIsJudged(item: Case) throws {
        let scene = try scene { row, facet in
            facet.runtimeStatus = item.word
            facet.lock = item.lock
            facet.startsOnBoot = item.starts
            facet.isConfigurationAwaited = item.isAwaited
        }
        let judgement = try #require(scene.judgement(id, "powered-off"))
        #expect(judgement.reading == item.reading)
        #expect(judgement.confirmation == .readings(fire: 2, resolve: 1))
        switch item.word {
        case "running": #expect(scene.judgement(id, "cpu")?.trigger == 80)
        case "unknown", nil: #expect(scene.reading(id, "cpu") == .unknown)
        default: #expect(scene.reading(id, "cpu") == .off(.notRunning), "stopping ends what was told of its figures")
        }
    }

    @Test(arguments: [
        ("available", Judgement.Reading.fine), ("disabled", .off(.checkDisabled)), ("not-running", .unknown),
        ("expected-unreachable", .faulty(.warning, value: 0, threshold: 0)),
    ])
    func theAgentInsideIsJudged(word: String, reading: Judgement.Reading) throws {
        let scene = try scene { $1.guestAgentStatus = word }
        #expect(scene.reading(id, "resource-incident", part: "availability_unreachable") == reading)
    }

    @Test func aGuestOfASilentNodeOrSourceIsUnknown() throws {
        let scene = try scene { row, facet in
            facet.connectionHealth = "error"
            row.metrics.cpu = 99
        }
        for judgement in scene.judgements(id) {
            if case .off = judgement.reading { continue }
            #expect(judgement.reading == .unknown)
        }
        let silent = try self.scene { row, _ in row.metrics.cpu = 99 }
        #expect(silent.alarms() == ["web-100|cpu"])
        try silent.pass(61)
        #expect(silent.reading(id, "cpu") == .unknown)
        #expect(silent.reading(id, "powered-off") == .unknown)
    }

    @Test func anOldFigureIsUnknown() throws {
        let scene = try scene { row, _ in
            row.provenance = [Provenance(.memory, source: "previous-snapshot", measuredAt: CatalogueScene.start - .seconds(901))]
        }
        #expect(scene.reading(id, "memory") == .unknown)
        #expect(scene.judgement(id, "cpu")?.trigger == 80)
    }

    @Test func aFilesystemAloneSaysNoMoreThanTheAggregate() throws {
        let scene = try scene(kind: .systemContainer) { $1.disks = [Rows.filesystem("/", 30), Rows.filesystem("/mnt/x", nil)] }
        #expect(scene.judgement(id, "disk")?.trigger == 90)
        #expect(scene.reading(id, "disk", part: "root") == .off(.otherSource))
    }

    @Test func filesystemsAreJudgedOneByOne() throws {
        let scene = try scene {
            $1.disks = [
                Rows.filesystem("/", 30, device: "/dev/sda1"), Rows.filesystem("/var/lib", 91, device: "/dev/sdb1"),
                Rows.filesystem("/Var-Lib", 40, device: "/dev/sdc1"),
            ]
        }
        #expect(scene.alarms() == ["web-100|disk|var-lib-dev-sdb1"])
        let description = try #require(scene.describe(id, "disk", part: "var-lib-dev-sdb1"))
        #expect(description.id == "lab:n1:100-disk-var-lib-dev-sdb1::metric-threshold:disk")
        #expect(description.resourceID == "lab:n1:100-disk-var-lib-dev-sdb1")
        #expect(description.message == "VM /var/lib disk at 91.0%")
        #expect(description.metadata["mountpoint"] == .text("/var/lib"))
        #expect(description.metadata["totalBytes"] == .integer(100 << 30))
        #expect(description.metadata["diskIndex"] == .integer(1))
    }

    @Test func metricAlertsReadAsTheReferenceWritesThem() throws {
        let scene = try scene { row, facet in
            row.metrics.memory = Capacity(percent: 85.46)
            row.tags = ["prod"]
            facet.nodeDisplayName = "Node One"
        }
        let description = try #require(scene.describe(id, "memory"))
        #expect(description.id == "lab:n1:100::metric-threshold:memory")
        #expect(description.specID == "metric-threshold:memory")
        #expect(description.kind == .metricThreshold)
        #expect(description.type == AlertType("memory"))
        #expect(description.message == "VM memory at 85.5%")
        #expect((description.node, description.instance, description.nodeDisplayName) == ("n1", "lab", "Node One"))
        #expect(description.metadata["clearThreshold"] == .integer(80))
        #expect(description.metadata["unit"] == .text("%"))
        #expect(description.metadata["resourceType"] == .text("vm"))
        #expect(description.metadata["tags"] == .texts(["prod"]))
        #expect(description.metadata["monitorOnly"] == .flag(false))
        let canonical = try #require(scene.resource(id)).id
        for alias in ["lab:n1:100-memory", "lab-100-memory", "lab-n1-100-memory", "\(canonical)::metric-threshold:memory"] {
            #expect(description.aliases.contains(alias), "\(alias)")
        }
    }

    @Test func ratesAndPowerReadAsTheReferenceWritesThem() throws {
        let scene = try scene(settings: { $0[.guest][.networkOut] = Threshold(trigger: 3, clear: 2) })
        #expect(scene.describe(id, "networkOut")?.message == "VM networkOut at 4.0 MB/s")
        try scene.see([Rows.guest(kind: .systemContainer) { $1.runtimeStatus = "stopped" }])
        let description = try #require(scene.describe(id, "powered-off"))
        #expect(description.id == "lab:n1:100::lab:n1:100-powered-state")
        #expect(description.kind == .poweredState)
        #expect(description.message == "Container 'web-100' is powered off")
        #expect(description.aliases.contains("guest-powered-off-lab:n1:100"))
    }

    @Test func oldBackupsAreToldWhereAsked() throws {
        let last = CatalogueScene.start - .seconds(15 * 86_400)
        let scene = try scene { $1.lastBackup = last }
        #expect(scene.reading(id, "backup-age") == .off(.checkDisabled))
        scene.catalogue = Catalogue(
            {
                var settings = AlertConfiguration()
                settings.backups.isEnabled = true
                return settings
            }())
        #expect(scene.reading(id, "backup-age") == .faulty(.critical, value: 15, threshold: 14))
        let description = try #require(scene.describe(id, "backup-age"))
        #expect(description.startedAt == last + .seconds(14 * 86_400))
        #expect(description.message == "The newest backup of 'web-100' is 15 days old (threshold: 14 days)")
        scene.catalogue = Catalogue(
            {
                var settings = AlertConfiguration()
                settings.overrides["guest:lab:100"] = ThresholdConfiguration()
                settings.overrides["guest:lab:100"]?.backup = BackupPolicy()
                settings.overrides["guest:lab:100"]?.backup?.isEnabled = true
                settings.overrides["guest:lab:100"]?.backup?.criticalDays = 30
                return settings
            }())
        #expect(scene.reading(id, "backup-age") == .faulty(.warning, value: 15, threshold: 7), "one guest may ask for itself")
    }
}
