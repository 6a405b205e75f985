/// What the platforms say about a resource in their own terms, at most one facet of each kind.
public struct Facets: Sendable, Equatable {
    private var list: [Facet] = []

    public init() {}

    /// Every facet, in the order of their cases.
    public var all: [Facet] { list }
    public var isEmpty: Bool { list.isEmpty }

    /// Adds the facet or replaces the one of its kind.
    public mutating func set(_ facet: Facet) {
        list.removeAll { $0.order == facet.order }
        let index = list.firstIndex { $0.order > facet.order } ?? list.endIndex
        list.insert(facet, at: index)
    }

    public var agent: AgentFacet? {
        for case .agent(let facet) in list { return facet }
        return nil
    }
    public var proxmox: ProxmoxFacet? {
        for case .proxmox(let facet) in list { return facet }
        return nil
    }
    public var storage: StorageFacet? {
        for case .storage(let facet) in list { return facet }
        return nil
    }
    public var physicalDisk: PhysicalDiskFacet? {
        for case .physicalDisk(let facet) in list { return facet }
        return nil
    }
    public var ceph: CephFacet? {
        for case .ceph(let facet) in list { return facet }
        return nil
    }
}

/// One platform's view. Boxed, so that resources stay small to copy.
public enum Facet: Sendable, Equatable {
    indirect case proxmox(ProxmoxFacet)
    indirect case agent(AgentFacet)
    indirect case storage(StorageFacet)
    indirect case physicalDisk(PhysicalDiskFacet)
    indirect case ceph(CephFacet)

    /// Position in `Facets.all`, and what makes two facets the same kind.
    var order: Int {
        switch self {
        case .proxmox: 0
        case .agent: 1
        case .storage: 2
        case .physicalDisk: 3
        case .ceph: 4
        }
    }
}
