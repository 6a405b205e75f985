import PulseCore
import PulseStorage

/// Whether and how often every destination is tried, and when that was last done.
public struct SelfTestSettings: Sendable, Equatable, Codable {
    public var enabled = false
    /// 1 to 720.
    public var intervalHours = 24
    /// The hour of the day in UTC, for intervals of whole days; `nil`: when the interval is over.
    public var hour: Int?
    public var lastRun: Timestamp?

    public init() {}

    static let key = DocumentKey<Self>("notifications/self-test")

    /// When it is due; `nil` while it is off. The first time at once, or at the set hour.
    public func due(after now: Timestamp) -> Timestamp? {
        guard enabled else { return nil }
        let earliest = lastRun.map { $0 + .seconds(Int64(intervalHours) * 3600) } ?? now
        guard let hour, intervalHours % 24 == 0 else { return earliest }
        // A run that took its time must not move the next one to the following day.
        let from = lastRun == nil ? earliest : earliest - .seconds(3600)
        let day: Int64 = 86_400
        let midnight = from.seconds - ((from.seconds % day) + day) % day
        let moment = Timestamp(seconds: midnight + Int64(hour) * 3600)
        return moment >= from ? moment : moment + .seconds(day)
    }
}

extension SelfTestSettings {
    /// Reads what was stored: members that are missing keep their defaults, unknown ones are left out.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        enabled = try members.value(.enabled, default: enabled)
        intervalHours = try members.value(.intervalHours, default: intervalHours)
        hour = try members.decodeIfPresent(Int.self, forKey: .hour)
        lastRun = try members.decodeIfPresent(Timestamp.self, forKey: .lastRun)
    }
}
