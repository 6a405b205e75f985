import Foundation
import Logging
import PulseAlerts
import PulseCore
import PulseNotifications
import PulseServer
import PulseStorage

/// Everything that brings messages to people, put together.
struct Notifications {
    let outbox: Outbox
    let settings: NotificationSettings
    let worker: DeliveryWorker
    let selfTest: SelfTest
    let watch: DeliveryWatch
    let endpoints: NotificationEndpoints

    /// - Parameters:
    ///   - gate: policy, asked before each attempt.
    ///   - raise: given what Pulse says of itself when a destination is dead.
    init(
        _ configuration: PulseConfiguration, stores: Stores, clock: any WallClock, log: Logger,
        gate: @escaping DeliveryGate = { _, _ in .send }, isPaused: @escaping @Sendable () async -> Bool = { false },
        raise: @escaping @Sendable (SystemCondition) async -> Void = { _ in }
    ) throws {
        let documents = DocumentStore(database: stores.database, secrets: stores.secrets, clock: clock)
        let rules = try Self.rules(configuration)
        let outbox = Outbox(database: stores.database)
        let settings = try NotificationSettings(database: stores.database, secrets: stores.secrets, clock: clock)
        let watch = DeliveryWatch(outbox: outbox, settings: settings, raise: raise)
        let publicURL = configuration.publicURL.hasSuffix("/") ? String(configuration.publicURL.dropLast()) : configuration.publicURL
        let dispatcher = Dispatcher(
            channels: Self.channels(rules, clock: clock), clock: clock,
            complete: { message in
                var message = message
                message.publicURL = publicURL
                return message
            }, news: { await watch.heard($0, from: $1) })
        let tester = DeliveryTester(dispatcher: dispatcher, outbox: outbox, clock: clock)
        let selfTest = SelfTest(documents: documents, settings: settings, tester: tester, watch: watch, clock: clock, log: log)
        self.outbox = outbox
        self.settings = settings
        self.watch = watch
        self.selfTest = selfTest
        worker = DeliveryWorker(outbox: outbox, settings: settings, dispatcher: dispatcher, clock: clock, log: log, gate: gate)
        endpoints = NotificationEndpoints(
            settings: settings, outbox: outbox, tester: tester, selfTest: selfTest, watch: watch,
            auditWebhooks: AuditWebhooks(documents: documents), audit: stores.audit, rules: { rules }, isPaused: isPaused)
    }

    private static func rules(_ configuration: PulseConfiguration) throws -> WebhookAddressRules {
        do throws(AddressListFailure) {
            return WebhookAddressRules(allowedPrivate: try WebhookAddressRules.blocks(in: configuration.webhookAllowedPrivateCIDRs))
        } catch {
            throw PulseError("invalid_webhook_cidrs", "PULSE_WEBHOOK_ALLOWED_PRIVATE_CIDRS: \(error.sentence)")
        }
    }

    private static func channels(_ rules: WebhookAddressRules, clock: any WallClock) -> ChannelSet {
        let proxies = ProxySettings(environment: ProcessInfo.processInfo.environment)
        let webhook = WebhookChannel(http: CheckedHTTP(proxies: proxies), rules: { rules }, clock: clock)
        let missing = DeliveryFailure(.configuration, "This channel is not part of this build", isPermanent: true)
        return ChannelSet(
            email: { _, _ in .failed(missing) }, apprise: { _, _ in .failed(missing) }, webhook: { await webhook.deliver($0, to: $1) })
    }
}
