import PulseAlerts
import PulseCore

/// What has happened but is not on disk yet. Empty but while the disk refuses.
struct AlertBacklog {
    struct Entry {
        var action: AlertAction
        var at: Timestamp
    }
    private(set) var entries: [Entry] = []
    private(set) var records: [String: RecordChange] = [:]
    /// How many entries were dropped, the oldest first, because the disk refused for too long.
    private(set) var dropped = 0

    /// About an hour of a very noisy estate.
    static let limit = 50_000

    var isEmpty: Bool { entries.isEmpty && records.isEmpty }
    var recordChanges: [RecordChange] { records.sorted { $0.key < $1.key }.map(\.value) }

    mutating func add(_ actions: [AlertAction], at now: Timestamp, records changes: [RecordChange]) {
        entries += actions.lazy.filter(\.isKept).map { Entry(action: $0, at: now) }
        if entries.count > Self.limit {
            dropped += entries.count - Self.limit
            entries.removeFirst(entries.count - Self.limit)
        }
        for change in changes { records[change.key] = change }
    }

    mutating func clear() {
        entries.removeAll()
        records.removeAll()
        dropped = 0
    }
}

extension AlertAction {
    /// Leaves something on disk.
    fileprivate var isKept: Bool {
        switch self {
        case .held, .announced: false
        case .opened, .levelRose, .resolved, .acknowledged, .unacknowledged, .notify: true
        }
    }
}

extension AlertAction {
    /// Changes what is shown as open or just ended; held messages and repeats do not.
    var isVisible: Bool {
        switch self {
        case .opened, .levelRose, .resolved, .acknowledged, .unacknowledged: true
        case .notify, .held, .announced: false
        }
    }
}

extension RecordChange {
    var key: String {
        switch self {
        case .stored(let record): record.key
        case .forgotten(let key): key
        }
    }
}
