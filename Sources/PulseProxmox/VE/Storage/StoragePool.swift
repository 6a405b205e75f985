import PulseInventory

/// Finds the ZFS pool that a storage lies on.
enum StoragePool {
    /// By the dataset of a ZFS storage, by its name, or as the only pool there is; by the path of a directory.
    static func find(_ row: StorageRow, in pools: [ZFSPoolFacet]) -> ZFSPoolFacet? {
        func named(_ name: Substring?) -> ZFSPoolFacet? { name.flatMap { name in pools.first { $0.name == name } } }
        if StorageKind.isLocalZFS(row.type) {
            if let pool = row.pool { return named(pool.split(separator: "/").first) }
            return named(Substring(row.name)) ?? (pools.count == 1 ? pools[0] : nil)
        }
        guard row.type == "dir", let path = row.path, path.hasPrefix("/") else { return nil }
        return named(path.split(separator: "/").first)
    }

    /// How far a storage is from being the pool itself: 0 is the pool, then its datasets, directories on it, and what is switched off.
    static func distance(of row: StorageRow, to pool: String) -> Int {
        guard row.isEnabled else { return 3 }
        guard StorageKind.isLocalZFS(row.type) else { return 2 }
        return (row.pool ?? pool) == pool ? 0 : 1
    }
}
