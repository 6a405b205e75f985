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
}
