import GRDB
import PulseCore

extension BlockStore {
    public func rename(key old: String, to new: String) async throws {
        try await onWriter { db in
            try self.drain(db)
            let renaming = self.state.withLock { $0.registry.renaming(old, to: new) }
            try db.inTransaction(.immediate) {
                switch renaming {
                case .nothing: return .rollback
                case .rename(let id): try db.execute(sql: "UPDATE resource SET key = ? WHERE id = ?", arguments: [new, id])
                case .merge(let id, let heir):
                    // Blocks stay where they are; the heir reads them as its own.
                    try db.execute(sql: "UPDATE resource SET merged_into = ? WHERE merged_into = ?", arguments: [heir, id])
                    try db.execute(sql: "UPDATE resource SET key = NULL, merged_into = ? WHERE id = ?", arguments: [heir, id])
                    try db.execute(sql: "UPDATE target SET resource = ? WHERE resource = ?", arguments: [heir, id])
                }
                return .commit
            }
            self.state.withLock { state in
                state.registry.apply(renaming, old, to: new)
                state.revision &+= 1
            }
        }
    }
}
