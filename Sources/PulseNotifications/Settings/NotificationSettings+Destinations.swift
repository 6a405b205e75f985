extension NotificationSettings {
    /// Webhooks get at most so many messages a minute, counted by address.
    static let webhooksPerMinute = 10

    /// Every configured destination, those that are off included.
    public var destinations: [Destination] {
        let (email, apprise, webhooks) = (email, apprise, webhooks)
        return [Destination(email), Destination(apprise)] + webhooks.map { Destination($0) }
    }

    /// What routing and the worker need of one; `nil` when it is gone.
    public func destination(_ id: DestinationID) -> Destination? {
        switch channel(id) {
        case .email(let settings): Destination(settings)
        case .apprise(let settings): Destination(settings)
        case .webhook(let settings): Destination(settings)
        case nil: nil
        }
    }

    /// The settings of every destination that is switched on, with secrets.
    public var enabledChannels: [ChannelSettings] {
        destinations.filter(\.isEnabled).compactMap { channel($0.id) }
    }

    /// The settings of one destination as they are now, with secrets.
    func channel(_ id: DestinationID) -> ChannelSettings? {
        switch id.kind {
        case .email: .email(email)
        case .apprise: .apprise(apprise)
        case .webhook: id.webhookID.flatMap { webhook($0) }.map { .webhook($0) }
        case nil: nil
        }
    }
}

extension Destination {
    /// Mail as a destination.
    public init(_ settings: EmailSettings) {
        self.init(
            id: .email, kind: .email, name: "Email", isEnabled: settings.enabled, tagFilter: settings.tagFilter,
            tagFilterMode: settings.tagFilterMode, redactedURL: settings.server, ratePerMinute: settings.rateLimit)
    }

    /// Apprise as a destination; it has no tag filter.
    public init(_ settings: AppriseSettings) {
        self.init(
            id: .apprise, kind: .apprise, name: "Apprise", isEnabled: settings.enabled,
            redactedURL: settings.mode == .http ? WebhookSettings.redacted(settings.serverURL) : "")
    }

    /// A webhook as a destination.
    public init(_ settings: WebhookSettings) {
        self.init(
            id: .webhook(settings.id), kind: .webhook, name: settings.name, isEnabled: settings.enabled, tagFilter: settings.tagFilter,
            tagFilterMode: settings.tagFilterMode, redactedURL: settings.redactedURL, service: settings.service,
            ratePerMinute: NotificationSettings.webhooksPerMinute, rateKey: settings.url,
            takesAlertsOneByOne: WebhookService.named(settings.service).alertsPerRequest == 1)
    }
}
