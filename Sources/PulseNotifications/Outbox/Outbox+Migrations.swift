import PulseStorage

extension Outbox {
    /// The tables of jobs, their alerts, the ledger, receipts and the pace of each destination.
    public static let migrations: [Migration] = [
        Migration(
            "notifications/1-outbox",
            sql: """
                CREATE TABLE notification_jobs (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    destination TEXT NOT NULL,
                    event TEXT NOT NULL,
                    status TEXT NOT NULL,
                    group_key TEXT NOT NULL,
                    is_deferred INTEGER NOT NULL DEFAULT 0,
                    is_forced INTEGER NOT NULL DEFAULT 0,
                    created_at INTEGER NOT NULL,
                    due INTEGER NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    last_attempt INTEGER,
                    error_class TEXT,
                    error TEXT,
                    completed_at INTEGER,
                    payload_bytes INTEGER
                ) STRICT;
                CREATE INDEX notification_jobs_lane ON notification_jobs (destination, due, number) WHERE status = 'pending';
                CREATE INDEX notification_jobs_open ON notification_jobs (destination, event, number)
                    WHERE status IN ('pending', 'sending');
                CREATE INDEX notification_jobs_ended ON notification_jobs (status, completed_at);
                CREATE TABLE notification_job_alerts (
                    job INTEGER NOT NULL REFERENCES notification_jobs (number) ON DELETE CASCADE,
                    alert_id TEXT NOT NULL,
                    started INTEGER NOT NULL,
                    position INTEGER NOT NULL,
                    event TEXT NOT NULL,
                    resolved_at INTEGER,
                    body BLOB NOT NULL,
                    PRIMARY KEY (job, alert_id, started)
                ) WITHOUT ROWID, STRICT;
                CREATE INDEX notification_job_alerts_by_alert ON notification_job_alerts (alert_id, started);
                CREATE TABLE notification_ledger (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    at INTEGER NOT NULL,
                    destination TEXT NOT NULL,
                    name TEXT NOT NULL,
                    service TEXT NOT NULL,
                    url TEXT NOT NULL,
                    job TEXT NOT NULL,
                    event TEXT NOT NULL,
                    is_test INTEGER NOT NULL,
                    alert_id TEXT,
                    alert_count INTEGER NOT NULL,
                    attempt INTEGER NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    is_delivered INTEGER NOT NULL,
                    error_class TEXT,
                    summary TEXT,
                    detail TEXT,
                    status INTEGER,
                    payload_bytes INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX notification_ledger_by_time ON notification_ledger (at);
                CREATE INDEX notification_ledger_by_destination ON notification_ledger (destination, at);
                CREATE INDEX notification_ledger_by_job ON notification_ledger (job);
                CREATE TABLE notification_receipts (
                    alert_id TEXT NOT NULL,
                    started INTEGER NOT NULL,
                    destination TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    PRIMARY KEY (alert_id, started, destination)
                ) WITHOUT ROWID, STRICT;
                CREATE INDEX notification_receipts_by_time ON notification_receipts (at);
                CREATE TABLE notification_pace (
                    destination TEXT PRIMARY KEY NOT NULL,
                    level INTEGER NOT NULL,
                    last_due INTEGER
                ) WITHOUT ROWID, STRICT;
                """)
    ]
}
