import PulseAccess
import PulseCore
import PulseNotifications

/// Where messages go, whether they arrive, and how to try that, `notifications` §1.
public struct NotificationEndpoints: Sendable {
    let settings: NotificationSettings
    let outbox: Outbox
    let tester: DeliveryTester
    let selfTest: SelfTest
    let watch: DeliveryWatch
    let auditWebhooks: AuditWebhooks
    let rules: @Sendable () -> WebhookAddressRules
    /// Real alerts are held back now, because alerts are off or not activated.
    let isPaused: @Sendable () async -> Bool
    let audit: any AuditSink

    public init(
        settings: NotificationSettings, outbox: Outbox, tester: DeliveryTester, selfTest: SelfTest, watch: DeliveryWatch,
        auditWebhooks: AuditWebhooks, audit: any AuditSink, rules: @escaping @Sendable () -> WebhookAddressRules,
        isPaused: @escaping @Sendable () async -> Bool
    ) {
        self.settings = settings
        self.outbox = outbox
        self.tester = tester
        self.selfTest = selfTest
        self.watch = watch
        self.auditWebhooks = auditWebhooks
        self.rules = rules
        self.isPaused = isPaused
        self.audit = audit
    }

    static let bodyLimit = 64 * 1024
    static let read = AccessRule.anyAdmin([.settingsRead, .settingsWrite])
    static let write = AccessRule.admin(.settingsWrite)

    public var endpoints: [Endpoint] { channels + deliveries + auditing }

    private var channels: [Endpoint] {
        [
            .get(
                "/api/notifications/email", access: Self.read, rateClass: .configRead, answers: Self.email,
                "How mail is sent, without the password.", handler: email),
            .put(
                "/api/notifications/email", access: Self.write, bodyLimit: 32 * 1024, rateClass: .configWrite, request: Self.email,
                answers: Self.done, "Changes how mail is sent; an empty password keeps the stored one.", handler: changeEmail),
            .get(
                "/api/notifications/apprise", access: Self.read, rateClass: .configRead, answers: Self.apprise,
                "How Apprise is called, secrets masked.", handler: apprise),
            .put(
                "/api/notifications/apprise", access: Self.write, bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: Self.apprise, answers: Self.apprise, "Changes how Apprise is called; masks keep what is stored.",
                handler: changeApprise),
            .get(
                "/api/notifications/webhooks", access: Self.read, rateClass: .configRead, answers: .list(Self.webhook),
                "Every webhook, secrets masked.", handler: webhooks),
            .post(
                "/api/notifications/webhooks", access: Self.write, bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: Self.webhook, answers: Self.webhook, "Adds a webhook.", handler: createWebhook),
            .put(
                "/api/notifications/webhooks/{id}", access: Self.write, bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: Self.webhook, answers: Self.webhook, "Changes a webhook; masks keep what is stored under their key.",
                handler: changeWebhook),
            .delete(
                "/api/notifications/webhooks/{id}", access: Self.write, rateClass: .configWrite, answers: Self.done,
                "Removes a webhook and cancels what waits for it.", handler: removeWebhook),
            .post(
                "/api/notifications/webhooks/test", access: Self.write, bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: Self.webhook, answers: Self.webhookTest, "Sends a test message by these settings, saved or not.",
                handler: testWebhook),
            .post(
                "/api/notifications/webhooks/preview", access: Self.write, bodyLimit: Self.bodyLimit, request: Self.webhook,
                answers: Self.webhookPreview, "Shows the request that a test message would be, without sending it.",
                handler: previewWebhook),
            .post(
                "/api/notifications/test", access: Self.write, bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: .object([("method?", .text), ("config?", .any), ("webhookId?", .text)]), answers: Self.testAnswer,
                "Sends a test message to one channel, or to all that are switched on.", handler: test),
            .get(
                "/api/notifications/webhook-templates", access: Self.read, answers: .list(Self.template),
                "The services that webhooks can speak to.", handler: templates),
            .get(
                "/api/notifications/email-providers", access: Self.read, answers: .list(Self.provider),
                "Servers of known mail providers.", handler: providers),
        ]
    }

    func record(_ type: String, _ context: RequestContext, _ details: String) {
        audit.record(
            AuditEvent(type, user: context.principal?.name ?? "", address: context.clientAddress, success: true, details: details))
    }

    /// Runs a change of settings; what could not be saved is a fault of ours, and the old settings stay in force.
    func saving<Value>(_ change: () throws -> Value) throws -> Value {
        do { return try change() } catch let error as APIError { throw error } catch let error as PulseError
            where error.code == "webhooks_range"
        {
            throw APIError.badRequest(error.code, error.message)
        } catch {
            throw APIError(500, "save_failed", "The settings could not be saved. The old ones stay in force.")
        }
    }

    /// Whether the caller may see addresses with the tokens in them.
    func viewer(_ context: RequestContext) -> WebhookSettings.Viewer {
        guard let principal = context.principal else { return .reader }
        return Self.write.refusal(for: principal) == nil ? .writer : .reader
    }

    static let success: APIResponse = .object { $0.field("status", "success") }
}
