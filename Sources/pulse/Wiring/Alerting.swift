import Logging
import PulseAlerting
import PulseAlerts
import PulseCore
import PulseInventory
import PulseMonitor
import PulseNotifications
import PulseServer
import PulseStorage

/// Alerts and everything that tells people of them.
struct Alerting {
    let service: AlertService
    let settings: AlertSettings
    let store: AlertStore
    let publisher: AlertPublisher
    let judge: AlertJudge

    init(
        _ stores: Stores, messages: Notifications.Store, pipeline: Pipeline, connections: Connections, board: StateBoard,
        feed: LiveFeed, registry: MetricsRegistry, clock: any WallClock, log: Logger
    ) async throws {
        settings = try AlertSettings(documents: DocumentStore(database: stores.database, clock: clock), clock: clock)
        store = AlertStore(database: stores.database)
        publisher = AlertPublisher(board: board, metrics: AlertMetrics(registry), feed: feed)
        let started = ContinuousClock.now
        let surroundings = AlertService.Surroundings(
            database: stores.database, store: store, settings: settings,
            notices: OutboxSink(outbox: messages.outbox, destinations: messages.settings, log: log), listener: publisher,
            snapshot: { pipeline.snapshot }, connections: { Self.standings(connections.supervisor) }, clock: clock,
            steady: { ContinuousClock.now - started }, logger: log)
        service = try AlertService(surroundings, changes: await pipeline.changes())
        judge = AlertJudge(service: service, outbox: messages.outbox, history: stores.history) { pipeline.snapshot }
    }

    /// Real alerts are held back, whatever tests say.
    var isPaused: Bool {
        let configuration = settings.current.configuration
        return !configuration.isEnabled || configuration.activation != .active
    }

    /// How the configured connections stand, as alerts see it.
    private static func standings(_ supervisor: ConnectionSupervisor) -> [ConnectionStanding] {
        supervisor.overview.map { one in
            let connection = one.connection
            return ConnectionStanding(
                id: connection.id, name: connection.name, product: connection.product.rawValue, state: state(of: one),
                checkedAt: one.schedule?.lastStart ?? Timestamp(milliseconds: 0), since: one.schedule?.firstFailureAt,
                message: one.schedule?.trouble?.failure.message, hasListed: one.schedule?.lastSuccess != nil)
        }
    }

    private static func state(of one: ConnectionOverview) -> ConnectionStanding.State {
        guard one.connection.isEnabled else { return .paused }
        guard let trouble = one.schedule?.trouble else { return .healthy }
        if case .permanent = trouble.failure { return .unauthorized }
        return .unreachable
    }
}
