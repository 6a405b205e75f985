import Foundation
import Logging
import PulseAlerting
import PulseCore
import PulseNotifications
import PulseServer
import PulseStorage

/// What brings messages to people: the channels, the worker that empties the outbox, tests, and the watch over dead destinations.
struct Delivery {
    let worker: DeliveryWorker
    let selfTest: SelfTest
    let endpoints: NotificationEndpoints

    init(
        _ configuration: PulseConfiguration, stores: Stores, notifications: Notifications, alerting: Alerting, choices: SystemSettingsStore,
        clock: any WallClock, log: Logger
    ) {
        let documents = DocumentStore(database: stores.database, secrets: stores.secrets, clock: clock)
        let (outbox, settings) = (notifications.outbox, notifications.settings)
        let (service, alertSettings) = (alerting.service, alerting.settings)
        let rules: @Sendable () -> WebhookAddressRules = { WebhookAddressRules(allowedPrivate: choices.current.webhookBlocks) }
        let watch = DeliveryWatch(outbox: outbox, settings: settings) { await service.report($0) }
        let dispatcher = Dispatcher(
            channels: Self.channels(rules, clock: clock), clock: clock,
            complete: { message in
                var message = message
                let url = choices.current.applied(to: configuration).publicURL
                message.publicURL = url.hasSuffix("/") ? String(url.dropLast()) : url
                return message
            }, news: { await watch.heard($0, from: $1) })
        let tester = DeliveryTester(dispatcher: dispatcher, outbox: outbox, clock: clock)
        let selfTest = SelfTest(documents: documents, settings: settings, tester: tester, watch: watch, clock: clock, log: log)
        worker = DeliveryWorker(outbox: outbox, settings: settings, dispatcher: dispatcher, clock: clock, log: log) { alert, event in
            await service.verdict(for: alert, event: event)
        }
        self.selfTest = selfTest
        endpoints = NotificationEndpoints(
            settings: settings, outbox: outbox, tester: tester, selfTest: selfTest, watch: watch,
            auditWebhooks: AuditWebhooks(documents: documents), audit: stores.audit, rules: rules
        ) {
            let current = alertSettings.current.configuration
            return !current.isEnabled || current.activation != .active
        }
    }

    private static func channels(_ rules: @escaping @Sendable () -> WebhookAddressRules, clock: any WallClock) -> ChannelSet {
        let http = CheckedHTTP(proxies: ProxySettings(environment: ProcessInfo.processInfo.environment))
        return ChannelSet(
            email: EmailChannel(clock: clock), apprise: AppriseChannel(http: http, rules: rules),
            webhook: WebhookChannel(http: http, rules: rules, clock: clock))
    }
}
