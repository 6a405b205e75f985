import PulseCore

/// What is known of a connection's storages: keeps what a node said before when it now says nothing.
///
///     book.take(definitions: try StorageDefinition.all(in: answer), at: now)
///     book.take(try NodeStorage.all(in: answer), of: "node1", at: now)
///     let rows = book.rows()
public struct StorageBook: Sendable, Equatable {
    /// At most so many nodes are kept; further ones are not taken in.
    public static let mostNodes = 1024

    struct Page: Sendable, Equatable {
        var rows: [NodeStorage]
        var takenAt: Timestamp
        var isOffline = false
    }

    private(set) var definitions: [String: StorageDefinition] = [:]
    private(set) var definedAt: Timestamp?
    private(set) var pages: [String: Page] = [:]

    public init() {}

    /// Takes the configuration. An empty list while storages are known says nothing.
    public mutating func take(definitions list: [StorageDefinition], at moment: Timestamp) {
        guard !list.isEmpty || pages.isEmpty else { return }
        definitions = Dictionary(list.map { ($0.name, $0) }) { first, _ in first }
        definedAt = moment
    }

    /// Takes what a node sees. An empty list while rows are known says nothing: the node keeps them.
    public mutating func take(_ rows: [NodeStorage], of node: String, at moment: Timestamp) {
        guard pages[node] != nil || pages.count < Self.mostNodes else { return }
        guard !rows.isEmpty || pages[node]?.rows.isEmpty ?? true else {
            pages[node]?.isOffline = false
            return
        }
        var seen: Set<String> = []
        pages[node] = Page(rows: rows.filter { seen.insert($0.name).inserted }, takenAt: moment)
    }

    /// The node is off: what only it has is out of reach, its last figures stay.
    public mutating func wentOffline(_ node: String) { pages[node]?.isOffline = true }

    /// Forgets nodes that are no members any more.
    public mutating func keep(nodes: Set<String>) { pages = pages.filter { nodes.contains($0.key) } }

    /// The types of all storages; `CephBook.isDue` asks for them.
    public var types: Set<String> {
        let seen = pages.values.flatMap { $0.rows.compactMap(\.type) }
        return Set(definitions.values.compactMap(\.type) + seen)
    }
}
