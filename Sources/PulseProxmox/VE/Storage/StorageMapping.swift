import PulseCore
import PulseInventory

/// Makes resources of storages, `resource-facets` §6 and §10.
public struct StorageMapping: Sendable {
    public var scope: InstanceScope
    /// Pools by node; see `ZFSBook`.
    public var pools: [String: [ZFSPoolFacet]]

    public init(scope: InstanceScope, pools: [String: [ZFSPoolFacet]] = [:]) {
        self.scope = scope
        self.pools = pools
    }

    /// The resources of the book's rows.
    ///
    /// - Parameter start: When the cycle began: only what was measured since gives samples.
    public func resources(of book: StorageBook, measuredSince start: Timestamp) -> [ObservedResource] {
        let rows = book.rows()
        var resources = rows.map { resource($0, measuredSince: start) }
        giveVoices(rows, &resources)
        return resources
    }

    /// Of the storages of a node that lie on one pool, one speaks for it: always the same, whatever becomes of the others.
    private func giveVoices(_ rows: [StorageRow], _ resources: inout [ObservedResource]) {
        struct PoolKey: Hashable {
            var node: String
            var pool: String
        }
        var voices: [PoolKey: Int] = [:]
        for index in rows.indices {
            guard let pool = resources[index].facets.storage?.zfs?.name, let node = rows[index].nodes.first else { continue }
            let key = PoolKey(node: node, pool: pool)
            guard let other = voices[key] else {
                voices[key] = index
                continue
            }
            let isCloser = StoragePool.distance(of: rows[index], to: pool) < StoragePool.distance(of: rows[other], to: pool)
            resources[isCloser ? other : index].silencePool()
            if isCloser { voices[key] = index }
        }
    }

    func resource(_ row: StorageRow, measuredSince start: Timestamp) -> ObservedResource {
        let node = row.nodes.count == 1 ? row.nodes[0] : nil
        let id = row.isShared || node == nil ? scope.sharedStorageID(row.name) : scope.storageID(row.name, on: row.nodes[0])
        var storage = ObservedResource(kind: .storage, sourceID: id, name: row.name)
        storage.technology = row.type
        storage.status = row.status
        storage.parent = node.map(scope.parent)
        var owner = scope.owner(row.isShared ? "cluster" : node)
        owner.runtimeStatus = row.word
        storage.facets.set(.proxmox(owner))
        storage.facets.set(.storage(facet(row, node)))
        guard let space = row.space, let measuredAt = row.measuredAt else { return storage }
        let capacity = Capacity(used: space.used, total: space.total)
        storage.metrics.disk = capacity
        storage.provenance = [Provenance(.disk, source: "storage-status", measuredAt: measuredAt)]
        if measuredAt >= start { storage.samples = Self.samples(capacity, available: space.available) }
        return storage
    }

    private func facet(_ row: StorageRow, _ node: String?) -> StorageFacet {
        var facet = StorageFacet()
        facet.type = row.type
        facet.contentTypes = row.content
        facet.shared = row.isShared
        facet.enabled = row.isEnabled
        facet.active = row.isActive
        facet.isCeph = StorageKind.isCeph(row.type)
        facet.platform = "proxmox-pve"
        facet.nodes = row.nodes
        facet.pool = row.pool
        facet.path = row.path
        facet.zfs = row.isShared ? nil : node.flatMap { StoragePool.find(row, in: pools[$0] ?? []) }
        facet.isZFS = StorageKind.isZFS(row.type) || facet.zfs != nil
        facet.topology = topology(row, facet)
        return facet
    }

    private func topology(_ row: StorageRow, _ facet: StorageFacet) -> String? {
        if row.type == "pbs" { return "datastore" }
        guard StorageKind.isZFS(row.type) else { return nil }
        return row.pool?.contains("/") == true ? "dataset" : "pool"
    }

    /// `usage`, `used`, `total` and `avail`, as far as they are known.
    static func samples(_ capacity: Capacity, available: Int64?) -> [Sample] {
        let values: [(Metric, Double?)] = [
            (.usage, capacity.percent), (.used, capacity.used.map(Double.init)), (.total, capacity.total.map(Double.init)),
            (.available, available.map(Double.init)),
        ]
        return values.compactMap { metric, value in value.map { Sample(metric, $0) } }
    }
}

extension ObservedResource {
    fileprivate mutating func silencePool() {
        guard var facet = facets.storage else { return }
        facet.speaksForPool = false
        facets.set(.storage(facet))
    }
}
