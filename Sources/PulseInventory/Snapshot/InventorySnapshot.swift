import PulseCore

/// The inventory at one revision: immutable, shared by every reader.
public final class InventorySnapshot: Sendable {
    public let revision: UInt64
    /// When the inventory came to this revision.
    public let at: Timestamp
    private let index: ResourceIndex

    init(revision: UInt64, at: Timestamp, index: ResourceIndex) {
        self.revision = revision
        self.at = at
        self.index = index
    }

    /// Every resource, by name in natural order, then type, then id.
    public var resources: [Resource] { index.ordered }
    /// Totals by type, status and source.
    public var counts: InventoryCounts { index.counts }

    /// The resource with this id: canonical, superseded, absorbed by another, an alias or the id a source uses. `nil` if there is none.
    public func resource(_ id: String) -> Resource? { index.resolve(id) }

    /// The resource whose history the API addresses like this.
    public func resource(forTarget target: MetricsTarget) -> Resource? { index.resolve(target) }

    /// Direct children of the resource with this id (any form), in name order.
    public func children(of id: String) -> [Resource] {
        guard let parent = index.resolve(id) else { return [] }
        return index.children(of: parent.id)
    }

    /// Pairs of resources that may be one machine; people decide.
    public var possibleDuplicates: [IDPair] { index.possibleDuplicates }
}
