import PulseCore

/// The last uptime that was read since the start, and whether it can be believed.
///
/// A single reading may be from earlier, and then it looks like a later boot. Two that agree about the boot show that the clock runs.
struct UptimeClock: Sendable, Equatable {
    enum Step: Equatable { case back, forward }

    /// Seconds.
    private(set) var uptime: Int
    private(set) var boot: Timestamp
    /// It was seen running, and compared with what was known before the start.
    private(set) var isProven = false

    init(uptime: Int, boot: Timestamp) {
        self.uptime = uptime
        self.boot = boot
    }

    /// A boot that differs by less is the same: uptimes are whole seconds and arrive late.
    static let tolerance: Duration = .seconds(90)

    static func differ(_ one: Timestamp, _ other: Timestamp) -> Bool {
        one.since(other) > tolerance / 2 || other.since(one) > tolerance / 2
    }

    /// What the next reading does; `nil` when it tells nothing, for it stands still or jumps ahead.
    func step(to next: Int, boot nextBoot: Timestamp) -> Step? {
        if next < uptime { return .back }
        return next == uptime || Self.differ(boot, nextBoot) ? nil : .forward
    }

    mutating func read(_ next: Int, boot nextBoot: Timestamp) {
        if step(to: next, boot: nextBoot) != nil { isProven = true }
        (uptime, boot) = (next, nextBoot)
    }
}
