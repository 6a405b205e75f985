import PulseCore

/// A part of a cluster's memory that is asked for and read at once: its answer holds every figure of every object of some nodes since
/// some moment, and has no other end than the present.
struct HistoryBite: Sendable, Equatable {
    /// Whose memory; `nil` is the whole cluster's, for versions that cannot be asked for nodes.
    var nodes: [String]?
    /// How far back the answer may reach.
    var depth: Duration

    /// The most figures of an answer, of about 100 bytes each.
    static let figures = 150_000
    /// The same for an answer of the whole cluster, which there is only one of.
    static let wholeFigures = 600_000
    /// How far back clusters remember.
    static let memory: Duration = .seconds(3600)
    /// What is exported of an object each time.
    private static let figuresOfObject = 12
    private static let step = 10

    /// The parts that all of them together reach back as far as `depth`, or as far as the bounds let them.
    ///
    /// - Parameter objects: The number of objects of each node, itself included.
    static func parts(of objects: [String: Int], depth: Duration) -> [HistoryBite] {
        var parts: [HistoryBite] = []
        var nodes: [String] = []
        var count = 0
        func isWithin(_ count: Int) -> Bool { reach(count, figures) >= depth }
        for (node, own) in objects.sorted(by: { $0.key < $1.key }) {
            if !nodes.isEmpty, !isWithin(count + own) {
                parts.append(HistoryBite(nodes: nodes, depth: min(depth, reach(count, figures))))
                (nodes, count) = ([], 0)
            }
            nodes.append(node)
            count += own
        }
        if !nodes.isEmpty { parts.append(HistoryBite(nodes: nodes, depth: min(depth, reach(count, figures)))) }
        return parts
    }

    /// The whole cluster in one answer.
    static func whole(objects: Int, depth: Duration) -> HistoryBite {
        HistoryBite(nodes: nil, depth: min(depth, reach(objects, wholeFigures)))
    }

    private static func reach(_ objects: Int, _ budget: Int) -> Duration {
        let ticks = budget / max(objects * figuresOfObject, 1)
        return min(memory, .seconds(ticks * step))
    }
}
