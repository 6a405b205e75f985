import PulseCore

/// When and how people are told, `alerts` §2.8.
public struct AlertSchedule: Sendable, Equatable {
    public struct Escalation: Sendable, Equatable {
        public struct Level: Sendable, Equatable {
            public var after: Duration
            public var target: Notice.Target
            public init(after: Duration, target: Notice.Target) {
                self.after = after
                self.target = target
            }
        }
        public var isEnabled = false
        /// Ascending.
        public var levels: [Level] = [
            Level(after: .seconds(900), target: .email), Level(after: .seconds(1800), target: .webhook),
            Level(after: .seconds(3600), target: .all),
        ]
        public init() {}
    }
    /// How alerts are gathered into one message.
    public struct Grouping: Sendable, Equatable {
        public var isEnabled = true
        public var window: Duration = .seconds(30)
        public var byNode = true
        public var byGuest = false
        public init() {}
    }

    public var quietHours = QuietHours()
    /// Between two messages about one occurrence; zero or less: once only.
    public var cooldown: Duration = .seconds(300)
    /// Messages about one alert in a sliding hour; zero or less: no limit.
    public var maxAlertsHour = 10
    public var initialNotify = Notice.Target.all
    public var notifyOnResolve = true
    public var escalation = Escalation()
    public var grouping = Grouping()
    public init() {}
}

/// The hours in which only the urgent is told, `alerts` §5.6.
public struct QuietHours: Sendable, Equatable {
    public enum Weekday: String, Sendable, CaseIterable {
        case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    }
    /// What quiet hours hold back even when it is critical.
    public enum Category: String, Sendable, CaseIterable { case performance, storage, offline }

    public var isEnabled = false
    /// Minutes of the day.
    public var start = 22 * 60
    public var end = 8 * 60
    /// A name of the time zone database; empty means the server's zone.
    public var timeZone = ""
    /// The days on which a window begins.
    public var days: Set<Weekday> = [.monday, .tuesday, .wednesday, .thursday, .friday]
    public var suppress: Set<Category> = []
    public init() {}
}
