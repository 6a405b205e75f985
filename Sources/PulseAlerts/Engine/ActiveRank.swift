import PulseCore

/// The place of an alert among open ones, `alerts` §1.3.
struct ActiveRank: Sendable, Comparable {
    private let level: AlertLevel
    /// 2 with reduced protection, 1 while it is rebuilt.
    private let protection: Int
    private let isBackup: Bool
    private let consumers: Int64
    private let type: Int
    private let start: Timestamp
    private let node: String
    private let id: String

    init(_ alert: Alert) {
        let isFlagged = { (key: String) -> Bool in alert.metadata[key] == .flag(true) }
        level = alert.level
        protection = isFlagged("protectionReduced") ? 2 : isFlagged("rebuildInProgress") ? 1 : 0
        isBackup = isFlagged("backupTarget") || isFlagged("backupServer")
        consumers = if case .integer(let count) = alert.metadata["consumerCount"] { count } else { 0 }
        type = Self.rank(of: alert.type)
        start = alert.startTime
        node = alert.node
        id = alert.id
    }

    static func < (left: Self, right: Self) -> Bool {
        if left.level != right.level { return left.level > right.level }
        if left.protection != right.protection { return left.protection > right.protection }
        if left.isBackup != right.isBackup { return left.isBackup }
        if left.consumers != right.consumers { return left.consumers > right.consumers }
        if left.type != right.type { return left.type > right.type }
        if left.start != right.start { return left.start < right.start }
        return left.node == right.node ? left.id < right.id : left.node < right.node
    }

    private static func rank(of type: AlertType) -> Int {
        switch type.rawValue {
        case "backup-posture-incident": 6
        case "backup-storage-incident": 5
        case "storage-incident", "resource-incident", "zfs-pool-state", "zfs-pool-errors": 4
        case "disk-health", "disk-wearout", "zfs-device": 3
        case "connectivity", "offline", "host-offline", "powered-off", "docker-host-offline", "connection-degraded": 2
        default: 1
        }
    }
}
