/// Reads two uptimes of one guest, in seconds.
enum Uptime {
    enum Change: Sendable, Equatable {
        /// It goes on, or nobody knows.
        case running
        case restarted
        /// The second sample was taken before the first: the platform's workers do not look at the same time.
        case earlierSample
    }

    /// Workers lie less than a minute apart.
    static let mostLag = 60

    static func change(from before: Int?, to now: Int?) -> Change {
        guard let before, let now, now < before else { return .running }
        // Up for longer than any lag and yet only a little younger: it cannot have been started in between.
        return before - now < mostLag && now >= mostLag ? .earlierSample : .restarted
    }
}
