import PulseCore

/// Notices that a connection is heard again after a pause, so that what was missed can be asked for.
struct PauseWatch: Sendable, Equatable {
    private(set) var lastHeard: Timestamp?
    private var wasSilent = true

    /// Takes note of a poll that went well. Answers since when nothing was heard if that is more than a tick; since the Big Bang after
    /// the start, when only history knows.
    mutating func heard(at now: Timestamp, interval: Duration) -> Gap? {
        defer {
            lastHeard = now
            wasSilent = false
        }
        guard let last = lastHeard else { return Gap(since: nil, until: now) }
        guard wasSilent || now.since(last) > interval * 2 else { return nil }
        return now.since(last) > interval * 3 / 2 ? Gap(since: last, until: now) : nil
    }

    mutating func failed() { wasSilent = true }

    struct Gap: Sendable, Equatable {
        /// `nil`: since before this process started.
        var since: Timestamp?
        var until: Timestamp
    }
}
