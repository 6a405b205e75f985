import GRDB
import PulseCore
import PulseStorage
import Synchronization

/// Where messages go: mail, Apprise and webhooks, encrypted at rest. What is saved counts at once.
///
/// A failed save throws and leaves the settings in force as they were.
public final class NotificationSettings: Sendable {
    struct All: Sendable {
        var email = EmailSettings()
        var apprise = AppriseSettings()
        var webhooks: [WebhookSettings] = []
    }

    /// So many webhooks at most.
    public static let mostWebhooks = 200

    private static let emailKey = DocumentKey<EmailSettings>("notifications/email", isSecret: true)
    private static let appriseKey = DocumentKey<AppriseSettings>("notifications/apprise", isSecret: true)
    private static let webhooksKey = DocumentKey<[WebhookSettings]>("notifications/webhooks", isSecret: true)

    private let documents: DocumentStore
    private let database: PulseDatabase
    private let clock: any WallClock
    private let current: Mutex<All>
    /// One change at a time, from reading to being in force.
    private let changes = Mutex<Void>(())

    /// Reads what was saved. Throws for what cannot be read, so that it is never replaced by a default.
    public init(database: PulseDatabase, secrets: SecretBox, clock: any WallClock = SystemWallClock()) throws {
        self.database = database
        self.clock = clock
        documents = DocumentStore(database: database, secrets: secrets, clock: clock)
        var all = All()
        if let email = try documents.get(Self.emailKey) { all.email = email.value }
        if let apprise = try documents.get(Self.appriseKey) { all.apprise = apprise.value }
        if let webhooks = try documents.get(Self.webhooksKey) { all.webhooks = webhooks.value }
        current = Mutex(all)
    }

    public var email: EmailSettings { current.withLock { $0.email } }
    public var apprise: AppriseSettings { current.withLock { $0.apprise } }
    /// In the order they were made.
    public var webhooks: [WebhookSettings] { current.withLock { $0.webhooks } }

    public func webhook(_ id: String) -> WebhookSettings? { webhooks.first { $0.id == id } }

    /// Changes and saves the mail settings; mail that waits is cancelled when they are switched off.
    @discardableResult
    public func changeEmail(_ change: (inout EmailSettings) throws -> Void) throws -> EmailSettings {
        try changes.withLock { _ in
            let old = email
            var new = old
            try change(&new)
            try documents.put(new, for: Self.emailKey)
            let saved = new
            current.withLock { $0.email = saved }
            if old.enabled, !new.enabled { try cancel(.email) }
            return new
        }
    }

    /// Changes and saves how Apprise is called.
    @discardableResult
    public func changeApprise(_ change: (inout AppriseSettings) throws -> Void) throws -> AppriseSettings {
        try changes.withLock { _ in
            let old = apprise
            var new = old
            try change(&new)
            try documents.put(new, for: Self.appriseKey)
            let saved = new
            current.withLock { $0.apprise = saved }
            if old.enabled, !new.enabled { try cancel(.apprise) }
            return new
        }
    }

    /// Changes and saves the list of webhooks; what waits for those that were removed or switched off is cancelled.
    @discardableResult
    public func changeWebhooks<Result>(_ change: (inout [WebhookSettings]) throws -> Result) throws -> Result {
        try changes.withLock { _ in
            let old = webhooks
            var new = old
            let result = try change(&new)
            guard new.count <= Self.mostWebhooks else {
                throw PulseError("webhooks_range", "There can be at most \(Self.mostWebhooks) webhooks.")
            }
            try documents.put(new, for: Self.webhooksKey)
            let saved = new
            current.withLock { $0.webhooks = saved }
            let enabled = Set(new.filter(\.enabled).map(\.id))
            for webhook in old where webhook.enabled && !enabled.contains(webhook.id) { try cancel(.webhook(webhook.id)) }
            return result
        }
    }

    private func cancel(_ destination: DestinationID) throws {
        let outbox = Outbox(database: database)
        let now = clock.now
        try database.write { db in
            _ = try outbox.cancel(destination, because: "The destination was removed or switched off", at: now, in: db)
        }
    }
}
