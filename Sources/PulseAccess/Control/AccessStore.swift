import GRDB
import PulseCore
import PulseStorage

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Tokens, sessions and recovery tokens in `pulse.db`.
struct AccessStore: Sendable {
    let database: PulseDatabase

    func loadTokens() throws -> [APIToken] {
        try database.read { db in try Row.fetchAll(db, sql: "SELECT * FROM tokens").map(Self.token) }
    }

    /// Inserts and removes in one transaction that survives a power cut.
    func change(insert: [APIToken] = [], remove: [String] = []) throws {
        try database.write(.powerCut) { db in
            for id in remove { try db.execute(sql: "DELETE FROM tokens WHERE id = ?", arguments: [id]) }
            for token in insert {
                let scopes = token.scopes.map(\.rawValue)
                try db.execute(
                    sql: """
                        INSERT INTO tokens (id, name, digest, prefix, suffix, created_at, last_used_at, expires_at, scopes, organizations, metadata)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        token.id, token.name, token.digest, token.prefix, token.suffix, token.createdAt.milliseconds,
                        token.lastUsedAt?.milliseconds, token.expiresAt?.milliseconds, try Self.json(scopes),
                        try Self.json(token.organizations), try Self.json(token.metadata),
                    ])
            }
        }
    }

    func touch(_ tokens: [APIToken]) throws {
        guard !tokens.isEmpty else { return }
        try database.write { db in
            for token in tokens {
                try db.execute(
                    sql: "UPDATE tokens SET last_used_at = ? WHERE id = ?", arguments: [token.lastUsedAt?.milliseconds, token.id])
            }
        }
    }

    func loadSessions(at now: Timestamp) throws -> [Session] {
        let query = "SELECT * FROM sessions WHERE expires_at > ?"
        return try database.read { db in try Row.fetchAll(db, sql: query, arguments: [now.milliseconds]).map(Self.session) }
    }

    func perform(_ actions: [SessionTable.Action]) throws {
        guard !actions.isEmpty else { return }
        let ends = actions.contains { if case .delete = $0 { true } else { false } }
        try database.write(ends ? .powerCut : .process) { db in
            for action in actions {
                switch action {
                case .save(let session): try Self.save(session, db)
                case .delete(let key): try db.execute(sql: "DELETE FROM sessions WHERE key = ?", arguments: [key])
                case .ended: break
                }
            }
        }
    }

    func loadRecoveryTokens() throws -> [String: Timestamp] {
        try database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT digest, expires_at FROM recovery_tokens")
            return Dictionary(rows.map { ($0["digest"], Timestamp(milliseconds: $0["expires_at"])) }) { first, _ in first }
        }
    }

    func save(_ tokens: RecoveryTokens) throws {
        try database.write(.powerCut) { db in
            try db.execute(sql: "DELETE FROM recovery_tokens")
            for (digest, expiry) in tokens.stored {
                let statement = "INSERT INTO recovery_tokens (digest, expires_at) VALUES (?, ?)"
                try db.execute(sql: statement, arguments: [digest, expiry.milliseconds])
            }
        }
    }

    private static func save(_ session: Session, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO sessions
                    (key, user, created_at, expires_at, duration, cap, cookie_sent_at, user_agent, address, is_recovery)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                session.key, session.user, session.createdAt.milliseconds, session.expiresAt.milliseconds,
                session.duration.wholeMilliseconds, session.cap.milliseconds, session.cookieSentAt.milliseconds, session.userAgent,
                session.address, session.isRecovery,
            ])
    }

    private static func token(_ row: Row) throws -> APIToken {
        let scopes: [String] = try parse(row["scopes"])
        let lastUsed: Int64? = row["last_used_at"]
        let expires: Int64? = row["expires_at"]
        return APIToken(
            id: row["id"], name: row["name"], digest: row["digest"], prefix: row["prefix"], suffix: row["suffix"],
            createdAt: Timestamp(milliseconds: row["created_at"]), lastUsedAt: lastUsed.map { Timestamp(milliseconds: $0) },
            expiresAt: expires.map { Timestamp(milliseconds: $0) }, scopes: scopes.map { Scope(name: $0) },
            organizations: try parse(row["organizations"]), metadata: try parse(row["metadata"]))
    }

    private static func session(_ row: Row) -> Session {
        Session(
            key: row["key"], user: row["user"], createdAt: Timestamp(milliseconds: row["created_at"]),
            expiresAt: Timestamp(milliseconds: row["expires_at"]), duration: .milliseconds(row["duration"] as Int64),
            cap: Timestamp(milliseconds: row["cap"]), cookieSentAt: Timestamp(milliseconds: row["cookie_sent_at"]),
            userAgent: row["user_agent"], address: row["address"], isRecovery: row["is_recovery"])
    }

    private static func json(_ value: some Encodable) throws -> String { String(decoding: try JSONEncoder().encode(value), as: UTF8.self) }
    private static func parse<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
