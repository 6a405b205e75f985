import PulseNotifications

extension NotificationEndpoints {
    static let done: Schema = .object([("status", .text)])
    static let email: Schema = .named(
        "EmailConfig",
        .object([
            ("enabled", .flag), ("provider", .text), ("server", .text), ("port", .integer), ("username", .text), ("password", .text),
            ("from", .text), ("to", .list(.text)), ("tls", .flag), ("startTLS", .flag), ("rateLimit", .integer),
            ("allowInsecureAuth?", .flag), ("caCertificate?", .text), ("tagFilter?", .list(.text)),
            ("tagFilterMode?", .choice(["all", "any"])),
        ]))
    static let apprise: Schema = .named(
        "AppriseConfig",
        .object([
            ("enabled", .flag), ("mode", .choice(["cli", "http"])), ("targets", .list(.text)), ("cliPath", .text),
            ("timeoutSeconds", .integer), ("serverUrl", .text), ("configKey", .text), ("apiKey", .text), ("apiKeyHeader", .text),
            ("skipTlsVerify", .flag),
        ]))
    static let webhook: Schema = .named(
        "WebhookConfig",
        .object([
            ("id", .text), ("name", .text), ("url", .text), ("method", .text), ("headers", .map(.text)), ("enabled", .flag),
            ("service", .text), ("template", .text), ("customFields?", .map(.text)), ("mention?", .text), ("tagFilter?", .list(.text)),
            ("tagFilterMode?", .choice(["all", "any"])), ("signingSecret?", .text),
        ]))
    static let webhookTest: Schema = .object([
        ("status", .integer), ("response", .text), ("success", .flag), ("deliveryPaused?", .flag),
    ])
    static let webhookPreview: Schema = .object([("method", .text), ("url", .text), ("headers", .map(.text)), ("body", .text)])
    static let testAnswer: Schema = .object([
        ("status", .text), ("message", .text), ("deliveryPaused?", .flag), ("results?", .list(.any)),
    ])
    static let template: Schema = .object([
        ("service", .text), ("label", .text), ("mentionPlaceholder", .text), ("mentionHelp", .text), ("name", .text),
        ("description", .text), ("urlPattern", .text), ("method", .text), ("headers", .map(.text)), ("payloadTemplate", .text),
        ("resolvedPayloadTemplate", .text), ("instructions", .text),
    ])
    static let provider: Schema = .object([
        ("name", .text), ("smtpHost", .text), ("smtpPort", .integer), ("tls", .flag), ("startTLS", .flag), ("authRequired", .flag),
        ("instructions", .text),
    ])
    static let healthAnswer: Schema = .object([
        ("queue", .any), ("email", .map(.flag)), ("webhooks", .map(.integer)), ("encryption", .map(.flag)), ("overall_healthy", .flag),
    ])
    static let deadLetterBody: Schema = .object([("id?", .text), ("ids?", .list(.text))])
    static let deadLetterAnswer: Schema = .object([
        ("success", .flag), ("message", .text), ("id?", .text), ("ids?", .list(.text)), ("skipped?", .list(.text)),
    ])
    static let queued: Schema = .named(
        "QueuedNotification",
        .object([
            ("id", .text), ("type", .text), ("method?", .text), ("destinationId?", .text), ("status", .text), ("alerts", .list(.any)),
            ("config", .any), ("attempts", .integer), ("maxAttempts", .integer), ("lastAttempt?", .moment), ("lastError?", .text),
            ("errorClass?", .text), ("createdAt", .moment), ("nextRetryAt?", .moment), ("completedAt?", .moment),
            ("payloadBytes?", .integer),
        ]))
    static let historyEntry: Schema = .object([
        ("webhookName", .text), ("webhookUrl", .text), ("service", .text), ("alertIdentifier?", .text), ("timestamp", .moment),
        ("statusCode", .integer), ("success", .flag), ("errorMessage?", .text), ("retryAttempts", .integer), ("payloadSize", .integer),
    ])
    static let ledgerEntry: Schema = .object([
        ("at", .moment), ("destination", .text), ("destinationName", .text), ("service?", .text), ("url?", .text), ("messageId", .text),
        ("event", .choice(["alert", "resolved"])), ("test", .flag), ("alertIdentifier?", .text), ("alertCount", .integer),
        ("attempt", .integer), ("milliseconds", .integer), ("outcome", .choice(["delivered", "failed"])), ("class?", .text),
        ("summary?", .text), ("detail?", .text), ("status?", .integer), ("payloadSize", .integer),
    ])
    static let selfTestAnswer: Schema = .object([
        ("enabled", .flag), ("intervalHours", .integer), ("hour?", .integer), ("lastRun?", .moment), ("nextRun?", .moment),
    ])
    static let auditList: Schema = .object([("urls", .list(.text))])
}
