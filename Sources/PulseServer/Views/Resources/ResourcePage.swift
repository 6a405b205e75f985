import PulseCore
import PulseInventory

/// The resources a query selects, and which of them its page shows.
struct ResourcePage {
    let rows: ArraySlice<Resource>
    let total: Int
    let query: ResourceQuery

    init(_ query: ResourceQuery, of snapshot: InventorySnapshot) {
        self.query = query
        var matching = query.isUnfiltered ? snapshot.resources : Self.filter(query, snapshot)
        if query.sort != .name { matching.sort { query.precedes($0, $1) } }
        if query.descending { matching.reverse() }
        total = matching.count
        // Pages far beyond the end must not overflow.
        let (start, overflow) = (query.page - 1).multipliedReportingOverflow(by: query.limit)
        let first = overflow ? matching.count : min(start, matching.count)
        rows = matching[first..<min(first + query.limit, matching.count)]
    }

    private static func filter(_ query: ResourceQuery, _ snapshot: InventorySnapshot) -> [Resource] {
        let parent = query.parent.map { snapshot.resource($0)?.id ?? $0 }
        return snapshot.resources.filter { query.selects($0, parent: parent) }
    }

    func encoded(aggregations: [UInt8], _ fragment: (Resource) -> Fragment) -> [UInt8] {
        var json = JSONWriter(capacity: rows.count * 2048 + aggregations.count + 256)
        json.object { json in
            json.key("data")
            json.array(rows) { $0.rawValue(fragment($1).bytes) }
            json.key("meta")
            json.object { json in
                json.field("page", query.page)
                json.field("limit", query.limit)
                json.field("total", total)
                json.field("totalPages", (total + query.limit - 1) / query.limit)
            }
            json.key("aggregations")
            json.rawValue(aggregations)
        }
        return json.bytes
    }
}

extension ResourceQuery {
    var isUnfiltered: Bool {
        types == nil && sources == nil && statuses == nil && parent == nil && cluster == nil && namespace == nil && text == nil
            && tags == nil
    }

    /// - Parameter parent: the canonical id of `self.parent`.
    fileprivate func selects(_ resource: Resource, parent: String?) -> Bool {
        if let types, !types.contains(resource.contractType) { return false }
        if let statuses, !statuses.contains(resource.status) { return false }
        if let sources, sources.isDisjoint(with: resource.content.sources) { return false }
        if let parent, resource.content.parentID != parent { return false }
        if let text, !resource.name.lowercased().contains(text) { return false }
        if let tags, tags.isDisjoint(with: resource.content.tags.map { $0.lowercased() }) { return false }
        // No facet of the model has a namespace yet, so nothing is in one.
        if namespace != nil { return false }
        guard let cluster else { return true }
        let names = [resource.content.identity.clusterName, resource.content.facets.proxmox?.clusterName]
        return names.contains { $0?.lowercased() == cluster }
    }

    /// Sorts by the chosen member, equal ones by name, type and id.
    fileprivate func precedes(_ left: Resource, _ right: Resource) -> Bool {
        switch sort {
        case .name: break
        case .status where left.status != right.status: return left.status.rawValue < right.status.rawValue
        case .type where left.contractType != right.contractType: return left.contractType < right.contractType
        case .lastSeen where left.content.lastSeen != right.content.lastSeen: return left.content.lastSeen < right.content.lastSeen
        default: break
        }
        if left.sortKey != right.sortKey { return left.sortKey < right.sortKey }
        if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
        return left.id < right.id
    }
}
