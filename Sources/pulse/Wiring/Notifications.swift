import Foundation
import Logging
import PulseAlerts
import PulseAlerting
import PulseCore
import PulseMonitor
import PulseNotifications
import PulseServer
import PulseStorage

/// Everything that brings messages to people, put together.
struct Notifications {
    /// What alerts are handed to.
    struct Store {
        let outbox: Outbox
        let settings: NotificationSettings

        init(_ stores: Stores, clock: any WallClock) throws {
            outbox = Outbox(database: stores.database)
            settings = try NotificationSettings(database: stores.database, secrets: stores.secrets, clock: clock)
        }
    }

    let worker: DeliveryWorker
    let selfTest: SelfTest
    let endpoints: NotificationEndpoints

    /// - Parameter choices: what operators chose of the settings; asked for each message.
    init(
        _ configuration: PulseConfiguration, stores: Stores, store: Store, alerting: Alerting,
        choices: @escaping @Sendable () -> SystemSettingsStore.Choices, pipeline: Pipeline, metrics: DeliveryMetrics, clock: any WallClock,
        log: Logger
    ) throws {
        let documents = DocumentStore(database: stores.database, secrets: stores.secrets, clock: clock)
        do throws(AddressListFailure) { _ = try choices().addressRules(configuration) } catch {
            throw PulseError("invalid_webhook_cidrs", "PULSE_WEBHOOK_ALLOWED_PRIVATE_CIDRS: \(error.sentence)")
        }
        let rules: @Sendable () -> WebhookAddressRules = { (try? choices().addressRules(configuration)) ?? WebhookAddressRules() }
        let (outbox, settings, service) = (store.outbox, store.settings, alerting.service)
        let watch = DeliveryWatch(outbox: outbox, settings: settings) { await service.report($0) }
        let graphs = AlertGraphs(history: stores.history) { pipeline.snapshot }
        let dispatcher = Dispatcher(
            channels: Self.channels(rules, clock: clock), clock: clock,
            complete: { message in
                var message = message
                let address = choices().applied(to: configuration).publicURL
                message.publicURL = address.hasSuffix("/") ? String(address.dropLast()) : address
                message.graphs = await graphs.graphs(for: message.alerts, at: clock.now)
                return message
            }, news: { await watch.heard($0, from: $1) }, attempted: { metrics.count($0, $1) })
        let tenant = WebhookTenant(environment: ProcessInfo.processInfo.environment)
        let tester = DeliveryTester(dispatcher: dispatcher, outbox: outbox, clock: clock, tenant: tenant)
        let selfTest = SelfTest(documents: documents, settings: settings, tester: tester, watch: watch, clock: clock, log: log)
        self.selfTest = selfTest
        worker = DeliveryWorker(outbox: outbox, settings: settings, dispatcher: dispatcher, clock: clock, log: log) {
            await service.verdict(for: $0, event: $1)
        }
        endpoints = NotificationEndpoints(
            settings: settings, outbox: outbox, tester: tester, selfTest: selfTest, watch: watch,
            auditWebhooks: AuditWebhooks(documents: documents), audit: stores.audit, rules: rules,
            isPaused: { alerting.isPaused })
    }

    private static func channels(_ rules: @escaping @Sendable () -> WebhookAddressRules, clock: any WallClock) -> ChannelSet {
        let environment = ProcessInfo.processInfo.environment
        let http = CheckedHTTP(proxies: ProxySettings(environment: environment))
        return ChannelSet(
            email: EmailChannel(clock: clock), apprise: AppriseChannel(http: http, rules: rules),
            webhook: WebhookChannel(http: http, rules: rules, clock: clock, tenant: WebhookTenant(environment: environment)))
    }
}
