import FoundationEssentials
import GRDB
import PulseCore
import PulseInventory
import PulseStorage

/// Keeps identity facts in `pulse.db`, one row for each thing known, so that repeated learning does not grow it.
public struct SQLiteIdentityStore: IdentityStore {
    private let database: PulseDatabase

    public static let migrations = [
        Migration(
            "identity-v1",
            sql: """
                CREATE TABLE identity_facts (
                    sequence INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, fact TEXT NOT NULL, at INTEGER NOT NULL
                ) STRICT
                """)
    ]

    public init(database: PulseDatabase) { self.database = database }

    /// What is known, oldest decision first.
    public func load() throws -> PersistedIdentity {
        let texts = try database.read { try String.fetchAll($0, sql: "SELECT fact FROM identity_facts ORDER BY sequence") }
        let decoder = JSONDecoder()
        return PersistedIdentity(try texts.map { try decoder.decode(IdentityFact.self, from: Data($0.utf8)) })
    }

    public func save(_ facts: [IdentityFact], at now: Timestamp) async throws {
        let encoder = JSONEncoder()
        let rows = try facts.map { ($0.storageKey, String(decoding: try encoder.encode($0), as: UTF8.self)) }
        try await database.write { db in
            for (key, text) in rows {
                // A newer word on the same thing takes the older one's place and comes last.
                try db.execute(sql: "DELETE FROM identity_facts WHERE key = ?", arguments: [key])
                try db.execute(
                    sql: "INSERT INTO identity_facts (key, fact, at) VALUES (?, ?, ?)", arguments: [key, text, now.milliseconds])
            }
        }
    }
}

extension IdentityFact {
    /// Facts with one key speak of one thing; the newest holds. A decision and its opposite share a key.
    var storageKey: String {
        switch self {
        case .pin(let pin): "pin:\(pin.canonicalID)"
        case .member(let sourceKey, _): "member:\(sourceKey)"
        case .hostname(let name, let id, let source): "hostname:\(id):\(source.rawValue):\(name)"
        case .address(let address, let id, let source): "address:\(id):\(source.rawValue):\(address)"
        case .link(let decision): "link:\(decision.first):\(decision.second)"
        case .unlink(let one, let other): "link:\(min(one, other)):\(max(one, other))"
        case .exclusion(let decision): "exclusion:\(decision.first):\(decision.second)"
        case .exclusionRemoved(let one, let other): "exclusion:\(min(one, other)):\(max(one, other))"
        case .succession(let old, _, _): "succession:\(old)"
        }
    }
}
