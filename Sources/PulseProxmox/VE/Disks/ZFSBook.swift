import PulseCore
import PulseInventory

/// What is known of the ZFS pools of a connection's nodes. A list or a pool that cannot be read keeps what was known of it.
public struct ZFSBook: Sendable, Equatable {
    public static let mostNodes = 1024

    struct Pool: Sendable, Equatable {
        var summary: ZFSPoolSummary
        var detail: ZFSPoolDetail?
    }

    private var nodes: [String: [String: Pool]] = [:]

    public init() {}

    /// Takes the list of a node's pools: pools that it does not name are gone.
    public mutating func take(_ list: [ZFSPoolSummary], of node: String) {
        guard nodes[node] != nil || nodes.count < Self.mostNodes else { return }
        let old = nodes[node] ?? [:]
        nodes[node] = Dictionary(list.map { ($0.name, Pool(summary: $0, detail: old[$0.name]?.detail)) }) { first, _ in first }
    }

    /// Takes the structure of a listed pool.
    public mutating func take(_ detail: ZFSPoolDetail, of node: String) { nodes[node]?[detail.name]?.detail = detail }

    /// Forgets nodes that are no members any more.
    public mutating func keep(nodes kept: Set<String>) { nodes = nodes.filter { kept.contains($0.key) } }

    /// Pools by node, in order of their names.
    public var pools: [String: [ZFSPoolFacet]] {
        nodes.mapValues { pools in pools.values.map(\.facet).sorted { $0.name < $1.name } }
    }
}

extension ZFSBook.Pool {
    var facet: ZFSPoolFacet {
        // Both say how the pool is; the list is always the newer one.
        var facet = ZFSPoolFacet(name: summary.name, state: summary.health ?? detail?.state ?? "UNKNOWN")
        facet.size = summary.size
        facet.allocated = summary.allocated
        facet.free = summary.free
        facet.fragmentation = summary.fragmentation
        facet.deduplicationRatio = summary.deduplication
        guard let detail else { return facet }
        facet.status = detail.status
        facet.scan = detail.scan
        facet.errors = detail.errors
        facet.readErrors = detail.readErrors
        facet.writeErrors = detail.writeErrors
        facet.checksumErrors = detail.checksumErrors
        facet.devices = detail.devices
        return facet
    }
}
