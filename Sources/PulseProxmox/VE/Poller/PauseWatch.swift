import PulseCore

/// Notices that a connection is heard again after a pause, so that what was missed can be asked for.
struct PauseWatch: Sendable, Equatable {
    private(set) var lastHeard: Timestamp?
    private var wasSilent = true
    private var looks = 0

    /// Takes note of a poll that went well. Answers since when nothing was heard if that is more than a tick; after the start nobody
    /// but history knows; at the look after that, the time until the first rates.
    mutating func heard(at now: Timestamp, interval: Duration) -> Gap? {
        defer {
            lastHeard = now
            wasSilent = false
            looks = min(looks + 1, 2)
        }
        guard let last = lastHeard else { return Gap(since: nil, until: now) }
        let isPause = (wasSilent || now.since(last) > interval * 2) && now.since(last) > interval * 3 / 2
        guard isPause || looks == 1 else { return nil }
        return Gap(since: last, until: now, beginsWithoutRates: looks == 1)
    }

    mutating func failed() { wasSilent = true }

    struct Gap: Sendable, Equatable {
        /// `nil`: since before this process started.
        var since: Timestamp?
        var until: Timestamp
        /// The look at `since` was the first: it had no rates, for there was no earlier one to compare with.
        var beginsWithoutRates = false
        /// So many times the platform did not answer when asked for it.
        var failures = 0
    }
}
