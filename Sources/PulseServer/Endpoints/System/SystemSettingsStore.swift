import PulseCore
import PulseNotifications
import PulseOutbound
import PulseStorage
import Synchronization

/// What an operator changed of the system's settings; the rest is the environment's or the default. Kept in `pulse.db`.
public final class SystemSettingsStore: Sendable {
    /// Only what was chosen; `nil` is the default.
    public struct Choices: Codable, Sendable, Equatable {
        /// Seconds, 10 to 3600.
        public var pvePollingInterval: Int?
        public var publicURL: String?
        /// Private addresses that webhooks may reach: IPs and CIDRs, separated by commas.
        public var webhookAllowedPrivateCIDRs: String?
        public var theme: String?
        public var fullWidthMode: Bool?
        public init() {}
    }

    private let documents: DocumentStore
    private let latest: Mutex<Choices>
    private static let key = DocumentKey<Choices>("settings/system")

    /// Throws when what was stored cannot be read.
    public init(documents: DocumentStore) throws {
        self.documents = documents
        latest = Mutex(try documents.get(Self.key)?.value ?? Choices())
    }

    public var current: Choices { latest.withLock { $0 } }

    /// Makes the choices durable; then they count.
    func store(_ choices: Choices) throws {
        try documents.put(choices, for: Self.key)
        latest.withLock { $0 = choices }
    }
}

extension SystemSettingsStore.Choices {
    /// The settings in force.
    public func applied(to configuration: PulseConfiguration) -> PulseConfiguration {
        var result = configuration
        let fixed = configuration.fromEnvironment
        if let pvePollingInterval, !fixed.contains("PVE_POLLING_INTERVAL") { result.pvePollingInterval = .seconds(pvePollingInterval) }
        if let publicURL, !fixed.contains("PULSE_PUBLIC_URL") { result.publicURL = publicURL }
        return result
    }

    /// Which addresses webhooks may reach.
    ///
    /// - Throws: for a list of the environment that cannot be read.
    public func addressRules(_ configuration: PulseConfiguration) throws(AddressListFailure) -> WebhookAddressRules {
        let list = webhookAllowedPrivateCIDRs ?? configuration.webhookAllowedPrivateCIDRs
        return WebhookAddressRules(allowedPrivate: try WebhookAddressRules.blocks(in: list))
    }
}
