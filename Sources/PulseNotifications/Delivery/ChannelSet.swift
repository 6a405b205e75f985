import PulseCore

/// The channels, each as the function that sends one message once.
public struct ChannelSet: Sendable {
    public typealias Deliver<Settings> = @Sendable (Message, Settings) async -> DeliveryOutcome

    let email: Deliver<EmailSettings>
    let apprise: Deliver<AppriseSettings>
    let webhook: Deliver<WebhookSettings>

    public init(
        email: @escaping Deliver<EmailSettings>, apprise: @escaping Deliver<AppriseSettings>, webhook: @escaping Deliver<WebhookSettings>
    ) {
        self.email = email
        self.apprise = apprise
        self.webhook = webhook
    }

    /// Of any three channels.
    public init<Email: NotificationChannel, Apprise: NotificationChannel, Webhook: NotificationChannel>(
        email: Email, apprise: Apprise, webhook: Webhook
    ) where Email.Settings == EmailSettings, Apprise.Settings == AppriseSettings, Webhook.Settings == WebhookSettings {
        self.init(
            email: { await email.deliver($0, to: $1) }, apprise: { await apprise.deliver($0, to: $1) },
            webhook: { await webhook.deliver($0, to: $1) })
    }

    /// Sends one message once, by the settings of the channel it is for.
    func deliver(_ message: Message, by settings: ChannelSettings) async -> DeliveryOutcome {
        switch settings {
        case .email(let settings): await email(message, settings)
        case .apprise(let settings): await apprise(message, settings)
        case .webhook(let settings): await webhook(message, settings)
        }
    }
}

/// The settings of one destination, with its secrets.
public enum ChannelSettings: Sendable {
    case email(EmailSettings)
    case apprise(AppriseSettings)
    case webhook(WebhookSettings)
}
