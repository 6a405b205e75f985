import PulseCore

/// A part of a cluster's memory that is asked for and read at once: its answer holds every figure of every object of some nodes since
/// some moment, and has no other end than the present.
struct HistoryBite: Sendable, Equatable {
    enum Way: Sendable, Equatable {
        /// One answer about these nodes, PVE 9.
        case nodes
        /// Each node tells of itself at its own address, PVE 8.4.
        case member
        /// One answer about the whole cluster, for nodes that cannot be reached themselves.
        case whole
    }
    var nodes: Set<String>
    var way = Way.nodes
    /// How far back the answer may reach.
    var depth: Duration
    /// About how many figures the answer has.
    var figures: Int

    /// The most figures of an answer about several nodes, of about 100 bytes each.
    static let most = 150_000
    /// The same for an answer about one node or the whole cluster, which cannot be parted.
    static let mostOfOne = 600_000
    /// How far back clusters remember: 180 rounds and the last.
    static let memory: Duration = .seconds(1810)
    /// What is exported of an object each time.
    private static let figuresOfObject = 12
    private static let step = 10

    /// The parts that all of them together reach back as far as `depth`, or as far as the bounds let them.
    ///
    /// - Parameter objects: The number of objects of each node, itself included.
    static func parts(of objects: [String: Int], depth: Duration) -> [HistoryBite] {
        let depth = min(depth, memory)
        var parts: [HistoryBite] = []
        var nodes: [String: Int] = [:]
        for (node, own) in objects.sorted(by: { $0.key < $1.key }) {
            if !nodes.isEmpty, reach(nodes.values.reduce(own, +), most) < depth {
                parts.append(bite(nodes, .nodes, depth))
                nodes = [:]
            }
            nodes[node] = own
        }
        if !nodes.isEmpty { parts.append(bite(nodes, .nodes, depth)) }
        return parts
    }

    /// Every node by itself, as versions before 9 want it.
    static func members(of objects: [String: Int], depth: Duration) -> [HistoryBite] {
        objects.sorted { $0.key < $1.key }.map { bite([$0.key: $0.value], .member, depth) }
    }

    /// One answer of the whole cluster, for some of its nodes.
    static func whole(of objects: [String: Int], for nodes: Set<String>, depth: Duration) -> HistoryBite {
        var all = bite(objects, .whole, depth)
        all.nodes = nodes
        return all
    }

    private static func bite(_ nodes: [String: Int], _ way: Way, _ depth: Duration) -> HistoryBite {
        let objects = nodes.values.reduce(0, +)
        let budget = nodes.count == 1 || way == .whole ? mostOfOne : most
        let depth = min(depth, reach(objects, budget))
        let rounds = Int(depth.fractionalSeconds) / step + 2
        return HistoryBite(nodes: Set(nodes.keys), way: way, depth: depth, figures: min(budget, objects * figuresOfObject * rounds))
    }

    private static func reach(_ objects: Int, _ budget: Int) -> Duration {
        let rounds = budget / max(objects * figuresOfObject, 1)
        return min(memory, .seconds(rounds * step))
    }
}
