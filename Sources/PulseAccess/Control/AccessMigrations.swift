import PulseStorage

/// The schema of access control, for `PulseDatabase`.
public enum AccessMigrations {
    public static let all: [Migration] = [
        Migration(
            "access/1-credentials",
            sql: """
                CREATE TABLE tokens (
                    id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
                    created_at INTEGER NOT NULL, last_used_at INTEGER, expires_at INTEGER,
                    scopes TEXT NOT NULL, organizations TEXT NOT NULL, metadata TEXT NOT NULL
                ) STRICT;
                CREATE TABLE sessions (
                    key TEXT PRIMARY KEY NOT NULL, user TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
                    duration INTEGER NOT NULL, cap INTEGER NOT NULL, cookie_sent_at INTEGER NOT NULL,
                    user_agent TEXT NOT NULL, address TEXT NOT NULL, is_recovery INTEGER NOT NULL
                ) WITHOUT ROWID, STRICT;
                CREATE TABLE recovery_tokens (digest TEXT PRIMARY KEY NOT NULL, expires_at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
                """)
    ]
}
