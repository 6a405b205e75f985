import PulseCore

/// How many packages wait to be updated on each node, from `/nodes/{n}/apt/update`.
public struct UpdateBook: Sendable, Equatable {
    /// A node is asked this often, `platform-polling` §2.
    public static let interval = Duration.seconds(30 * 60)
    public static let mostNodes = 1024

    public struct Pending: Sendable, Equatable {
        public var count: Int
        public var checkedAt: Timestamp
    }

    private var pending: [String: Pending] = [:]
    private var askedAt: [String: Timestamp] = [:]

    public init() {}

    /// Which of these nodes are to be asked now. A node that refused is asked as rarely as one that answered.
    public func due(of nodes: some Sequence<String>, at moment: Timestamp) -> [String] {
        nodes.filter { node in
            guard let asked = askedAt[node] else { return true }
            return moment < asked || moment.since(asked) >= Self.interval
        }
    }

    /// Takes an answer of `apt/update`.
    public mutating func take(_ answer: [UInt8], of node: String, at moment: Timestamp) throws(JSONFailure) {
        guard asked(node, at: moment) else { return }
        var count = 0
        try Envelope.open(answer) { (reader) throws(JSONFailure) in
            try reader.array { (_) throws(JSONFailure) in count += 1 }
        }
        pending[node] = Pending(count: count, checkedAt: moment)
    }

    /// The node could not be asked, or did not let itself be: what was known stays. A refusal is usual, for reading the list takes
    /// the right to change the node.
    public mutating func failed(_ node: String, at moment: Timestamp) { _ = asked(node, at: moment) }

    public subscript(node: String) -> Pending? { pending[node] }

    /// Forgets nodes that are no members any more.
    public mutating func keep(nodes: Set<String>) {
        pending = pending.filter { nodes.contains($0.key) }
        askedAt = askedAt.filter { nodes.contains($0.key) }
    }

    private mutating func asked(_ node: String, at moment: Timestamp) -> Bool {
        guard askedAt[node] != nil || askedAt.count < Self.mostNodes else { return false }
        askedAt[node] = moment
        return true
    }
}
