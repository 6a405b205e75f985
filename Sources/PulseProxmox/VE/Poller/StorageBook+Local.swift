extension StorageBook {
    /// What only this node holds; one of them stands in for its root filesystem where nothing better is known.
    func localStorages(of node: String) -> [NodeSpace.LocalStorage] {
        (pages[node]?.rows ?? []).compactMap { row in
            guard let type = row.type ?? definitions[row.name]?.type else { return nil }
            var storage = NodeSpace.LocalStorage(name: row.name, type: type)
            storage.path = definitions[row.name]?.path
            storage.isShared = row.isShared
            storage.used = row.space?.used
            storage.total = row.space?.total
            return storage
        }
    }
}
