/// What is judged of mail gateways, `alerts` §2.4.
public struct MailThresholds: Sendable, Equatable {
    /// Messages.
    public var queueTotalWarning = 500
    public var queueTotalCritical = 1000
    /// Minutes.
    public var oldestMessageWarnMins = 30
    public var oldestMessageCritMins = 60
    public var deferredQueueWarn = 200
    public var deferredQueueCritical = 500
    public var holdQueueWarn = 100
    public var holdQueueCritical = 300
    public var quarantineSpamWarn = 2000
    public var quarantineSpamCritical = 5000
    public var quarantineVirusWarn = 2000
    public var quarantineVirusCritical = 5000
    /// Growth within two hours, percent and messages; both must be reached.
    public var quarantineGrowthWarnPct = 25
    public var quarantineGrowthWarnMin = 250
    public var quarantineGrowthCritPct = 50
    public var quarantineGrowthCritMin = 500

    public init() {}

    /// Every number with its name in the settings.
    static let numbers: [(name: String, path: any (WritableKeyPath<MailThresholds, Int> & Sendable))] = [
        ("queueTotalWarning", \.queueTotalWarning), ("queueTotalCritical", \.queueTotalCritical),
        ("oldestMessageWarnMins", \.oldestMessageWarnMins), ("oldestMessageCritMins", \.oldestMessageCritMins),
        ("deferredQueueWarn", \.deferredQueueWarn), ("deferredQueueCritical", \.deferredQueueCritical),
        ("holdQueueWarn", \.holdQueueWarn), ("holdQueueCritical", \.holdQueueCritical),
        ("quarantineSpamWarn", \.quarantineSpamWarn), ("quarantineSpamCritical", \.quarantineSpamCritical),
        ("quarantineVirusWarn", \.quarantineVirusWarn), ("quarantineVirusCritical", \.quarantineVirusCritical),
        ("quarantineGrowthWarnPct", \.quarantineGrowthWarnPct), ("quarantineGrowthWarnMin", \.quarantineGrowthWarnMin),
        ("quarantineGrowthCritPct", \.quarantineGrowthCritPct), ("quarantineGrowthCritMin", \.quarantineGrowthCritMin),
    ]
}
