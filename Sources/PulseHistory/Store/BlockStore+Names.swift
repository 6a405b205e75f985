import GRDB
import PulseCore

extension BlockStore {
    public func rename(key old: String, to new: String) async throws {
        state.withLock { state in
            state.registry.rename(old, to: new)
            state.changedEverywhere()
        }
        try await onWriter { try self.drain($0) }
    }

    /// Writes one change of names.
    func write(_ change: SeriesRegistry.Change, _ db: Database) throws {
        switch change {
        case .resource(let id, let key):
            try execute("INSERT INTO resource (id, key) VALUES (?, ?)", [id, key], db)
        case .metric(let id, let name):
            try execute("INSERT INTO metric (id, name) VALUES (?, ?)", [id, name], db)
        case .series(let resource, let metric):
            try execute("INSERT OR IGNORE INTO series (resource, metric) VALUES (?, ?)", [resource, metric], db)
        case .target(let target, let resource):
            try execute(
                "INSERT OR REPLACE INTO target (type, id, resource) VALUES (?, ?, ?)", [target.resourceType, target.resourceID, resource],
                db)
        case .renamed(let id, let key):
            try execute("UPDATE resource SET key = ? WHERE id = ?", [key, id], db)
        case .merged(let id, let heir):
            // Blocks stay where they are; the heir reads them as its own.
            try execute("UPDATE resource SET merged_into = ? WHERE merged_into = ?", [heir, id], db)
            try execute("UPDATE resource SET key = NULL, merged_into = ? WHERE id = ?", [heir, id], db)
            try execute("UPDATE target SET resource = ? WHERE resource = ?", [heir, id], db)
        case .forgotten(let group):
            let range = HotGroup.resources(group)
            let bounds: StatementArguments = [range.lowerBound, range.upperBound]
            try execute("DELETE FROM resource WHERE id BETWEEN ? AND ?", bounds, db)
            try execute("DELETE FROM series WHERE resource BETWEEN ? AND ?", bounds, db)
            try execute("DELETE FROM target WHERE resource BETWEEN ? AND ?", bounds, db)
            try execute("DELETE FROM resource_group WHERE id = ?", [group], db)
        }
    }

    private func execute(_ sql: String, _ arguments: StatementArguments, _ db: Database) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
