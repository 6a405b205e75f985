import PulseCore

/// The life of the alert of one resource and rule, `alerts` §5: idle, pending, firing, and for a while what is to be remembered of it.
///
/// It knows no catalogue: readings come as judgements, texts by a closure that is called only when an alert is shown.
struct AlertMachine: Sendable {
    /// So long after its end the same occurrence goes on when the condition is back.
    static let reopening: Duration = .seconds(300)
    /// So long after the end an acknowledgement still holds for the next occurrence.
    static let acknowledgementSurvives: Duration = .seconds(3600)
    /// Holds kept for the explanation.
    static let mostHolds = 16

    let rule: RuleID
    /// Canonical id of the resource, or a name of the caller's for what is no resource.
    var subject: String
    /// At most one of the two is there.
    var pending: Pending?
    var firing: Firing?
    var memory = Memory()
    /// The newest of policy's refusals, oldest first. Not stored.
    var holds: [PolicyHold] = []
    /// What changed since the table looked.
    var marks: Marks = []
    /// When its record was last handed out, on the steady clock; `nil`: never.
    var storedAt: Duration?
    /// Readings of the resource's other parts in a row that lacked this part.
    var absences = 0

    init(subject: String, rule: RuleID) {
        self.subject = subject
        self.rule = rule
    }

    struct Marks: OptionSet {
        let rawValue: UInt8
        /// The record must be written.
        static let stored = Marks(rawValue: 1)
        /// The record may be written later: only the newest reading changed.
        static let aged = Marks(rawValue: 2)
        /// Someone who looks at open alerts sees it.
        static let visible = Marks(rawValue: 4)
        /// It opened or ended, or the ids by which it is found changed.
        static let ids = Marks(rawValue: 8)
    }

    /// The condition is there, but not for long enough.
    struct Pending: Sendable {
        var since: Duration
        var readings = 1
        var lastReading: Duration
        var lastJudged: Duration
        /// The usual time between two judgements, once known.
        var distance: Duration?
        var level: AlertLevel
        var value: Double
    }

    /// The alert is open.
    struct Firing: Sendable {
        var alert: Alert
        var aliases: [String]
        var isMonitorOnly: Bool
        /// When this occurrence began; a reopened one keeps it.
        var startedAt: Duration
        /// When it was last opened or opened again.
        var openedAt: Duration
        var seenAt: Duration
        var goodReadings = 0
        /// People were told since it was opened.
        var isTold = false
        /// The highest level people were told of in this occurrence.
        var toldLevel: AlertLevel?
        var notifiedAt: Duration?
        /// A message waits in the outbox for the end of quiet hours.
        var deferredUntil: Timestamp?
        /// What is to be told once the hold is over.
        var owed: Notice.Event?
        /// When to try again after a hold.
        var retryAt: Duration?
        var lastHold: HoldReason?
        /// How the message goes on without its figure. Not stored.
        var stem: String?
        /// The version of the resource that was described. Not stored.
        var describedVersion: UInt64?
        var describedAt: Duration = .zero
    }

    /// What outlives the alert for a while.
    struct Memory: Sendable, Equatable {
        struct Fire: Sendable, Equatable {
            var at: Duration
            /// `nil` for states.
            var value: Double?
            var level: AlertLevel
        }
        /// Where the alert was when it ended.
        struct Ended: Sendable, Equatable {
            var resolved: ResolvedAlert
            var aliases: [String]
            var at: Duration
            var startedAt: Duration
            var notifiedAt: Duration?
            var toldLevel: AlertLevel?
        }
        /// `measuredAt` of the last reading that counted.
        var counted: Timestamp?
        var lastFire: Fire?
        var suppressedUntil: Duration?
        var ended: Ended?
        var acknowledgement: Alert.Acknowledgement?
        var acknowledgedUntil: Duration?
        /// When people were to be told of it anew; at most `mostAttempts`.
        var attempts: [Duration] = []
        var flappingUntil: Duration?
        /// When people were told in the last hour.
        var sends: [Duration] = []

        static let mostAttempts = 10
    }

    /// The name of the connection that showed the resource, as far as the open alert says. What an agent reports hangs on none: a host
    /// that is silent since before a start is not gone.
    var connection: String? {
        guard let alert = firing?.alert, !alert.resourceID.hasPrefix("agent:") else { return nil }
        return alert.instance
    }

    /// Nothing of it matters any more.
    var isIdle: Bool {
        pending == nil && firing == nil && memory.ended == nil && memory.acknowledgement == nil && memory.lastFire == nil
            && memory.attempts.isEmpty && memory.flappingUntil == nil && memory.sends.isEmpty
    }
}

/// What every step of a machine is given.
struct StepContext: Sendable {
    let now: Moment
    let policy: DispatchPolicy

    /// The wall's time at a moment of the steady clock.
    func wall(_ steady: Duration) -> Timestamp { now.wall + (steady - now.steady) }
    /// The steady clock's time at a moment of the past by the wall's; never in the future.
    func steady(_ wall: Timestamp) -> Duration { now.steady - now.wall.since(wall) }
}
