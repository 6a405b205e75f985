import PulseCore

/// The place of an alert among open ones, `alerts` §1.3.
struct ActiveRank: Sendable, Comparable {
    /// What counts most first; each ascending.
    private let weights: [Int64]
    private let node: String
    private let id: String

    init(_ alert: Alert) {
        let isFlagged = { (key: String) -> Bool in alert.metadata[key] == .flag(true) }
        let protection = isFlagged("protectionReduced") ? 2 : isFlagged("rebuildInProgress") ? 1 : 0
        let isBackup = isFlagged("backupTarget") || isFlagged("backupServer")
        var consumers: Int64 = 0
        if case .integer(let count) = alert.metadata["consumerCount"] { consumers = count }
        weights = [
            alert.level == .critical ? 0 : 1, Int64(-protection), isBackup ? 0 : 1, -consumers, Int64(-Self.rank(of: alert.type)),
            alert.startTime.milliseconds,
        ]
        node = alert.node
        id = alert.id
    }

    static func < (left: Self, right: Self) -> Bool {
        for (mine, theirs) in zip(left.weights, right.weights) where mine != theirs { return mine < theirs }
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
