/// How finely history is kept: raw samples, or rollups with average, minimum, maximum and count.
public enum HistoryTier: String, CaseIterable, Sendable {
    case raw
    case minute
    case hourly
    case daily
}

extension HistoryTier {
    /// The length of a rollup's bucket; for raw samples the shortest step that is honoured, 5 s.
    public var stepSeconds: Int {
        switch self {
        case .raw: 5
        case .minute: 60
        case .hourly: 3600
        case .daily: 86_400
        }
    }

    /// The tiers that hold rollups, finest first.
    static let rollups: [HistoryTier] = [.minute, .hourly, .daily]

    /// The number in the database; never changes.
    var code: Int {
        switch self {
        case .raw: 0
        case .minute: 1
        case .hourly: 2
        case .daily: 3
        }
    }

    /// The longest span of one database row: a newer rollup within it joins the row instead of starting one.
    var rowSpanSeconds: Int {
        switch self {
        case .raw: 2 * 3600
        case .minute: 2 * 3600
        case .hourly: 3 * 86_400
        case .daily: 64 * 86_400
        }
    }

    /// Where to look when this tier has nothing for the range.
    var fallbacks: [HistoryTier] {
        switch self {
        case .raw: [.minute, .hourly, .daily]
        case .minute: [.raw, .hourly, .daily]
        case .hourly: [.minute, .raw, .daily]
        case .daily: [.hourly, .minute, .raw]
        }
    }
}
