import PulseCore

/// What people set about alerts, `alerts` §2, always complete and normalised. `init()` holds the factory settings.
public struct AlertConfiguration: Sendable, Equatable {
    /// Whether messages leave, `activationState`.
    public enum Activation: String, Sendable, CaseIterable {
        case pendingReview = "pending_review"
        case active
        case snoozed
    }

    public var isEnabled = true
    public var activation = Activation.pendingReview
    public var activationTime: Timestamp?
    /// Information for the web client: how long people watch before they activate.
    public var observationWindowHours = 24
    public var groups: [ThresholdGroup: ThresholdConfiguration] = Dictionary(
        uniqueKeysWithValues: ThresholdGroup.allCases.map { ($0, $0.factory) })
    public var storageDefault = Threshold(trigger: 85, clear: 80)
    /// By kind of disk: `nvme`, `sata`, `hdd`.
    public var diskFillByType = Self.factoryDiskFill
    /// By kind of disk: `nvme`, `sas`, `sata`.
    public var diskTempByType = Self.factoryDiskTemperature
    public var docker = DockerThresholds()
    public var mail = MailThresholds()
    public var snapshots = SnapshotPolicy()
    public var backups = BackupPolicy()
    public var dockerIgnoredContainerPrefixes: [String] = []
    /// Beginnings of names, case counts.
    public var ignoredGuestPrefixes: [String] = []
    /// Not empty: only guests with one of these tags are judged.
    public var guestTagWhitelist: [String] = []
    public var guestTagBlacklist: [String] = []
    /// By the keys of `alerts` §2.5.
    public var overrides: [String: ThresholdConfiguration] = [:]
    public var customRules: [CustomRule] = []
    public var disabledFamilies: Set<AlertFamily> = []
    /// Families whose reachability is not judged.
    public var offlineDisabledFamilies: Set<AlertFamily> = []
    public var delays = DelayTable()
    public var schedule = AlertSchedule()
    /// Points between trigger and clear where no clear is set.
    public var hysteresisMargin = 5.0
    /// Points of the metric's unit.
    public var minimumDelta = 2.0
    public var suppressionWindow: Duration = .seconds(300)
    public var flapping = Flapping()
    public var ages = AlertAges()

    public init() {}

    static let factoryDiskFill: [String: Threshold] = [
        "nvme": Threshold(trigger: 92, clear: 87), "sata": Threshold(trigger: 90, clear: 85), "hdd": Threshold(trigger: 85, clear: 80),
    ]
    static let factoryDiskTemperature: [String: Threshold] = [
        "nvme": Threshold(trigger: 70, clear: 65), "sas": Threshold(trigger: 65, clear: 60), "sata": Threshold(trigger: 55, clear: 50),
    ]

    /// The defaults of a group; complete.
    public subscript(group: ThresholdGroup) -> ThresholdConfiguration {
        get { groups[group] ?? group.factory }
        set { groups[group] = newValue }
    }
}

/// When an alert that comes and goes falls silent, `alerts` §5.5.
public struct Flapping: Sendable, Equatable {
    public var isEnabled = true
    public var window: Duration = .seconds(300)
    /// Attempts to tell people within `window`.
    public var threshold = 5
    public var cooldown: Duration = .seconds(900)
    public init() {}
}

/// What happens to old alerts, `alerts` §5.8.
public struct AlertAges: Sendable, Equatable {
    /// Not seen for so long: closed as `expired`. An alert whose condition is still seen is never closed.
    public var maxAlertAgeDays = 7
    public var maxAcknowledgedAgeDays = 1
    /// 0 switches it off; never for critical ones.
    public var autoAcknowledgeAfterHours = 24
    public init() {}
}
