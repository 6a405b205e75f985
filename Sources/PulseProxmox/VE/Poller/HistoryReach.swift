import PulseCore

/// How far back a cluster is asked: its answer holds every figure of every object since then, and is read whole.
struct HistoryReach: Sendable {
    /// The most figures of an answer, of about 100 bytes each: for a hole, and for what was there before a connection was made.
    static let hole = 600_000
    static let past = 150_000
    /// How far back clusters remember.
    static let memory: Duration = .seconds(3600)
    /// What is exported of an object each time.
    private static let figures = 12
    private static let step = 10

    /// - Parameter objects: nodes and guests of the cluster.
    static func depth(objects: Int, figures budget: Int) -> Duration {
        let ticks = budget / max(objects * figures, 1)
        return min(memory, .seconds(ticks * step))
    }
}
