import Foundation
import Logging
import PulseAccess
import PulseChanges
import PulseCore
import PulseHistory
import PulseInventory
import PulseMonitor
import PulseServer
import PulseStorage
import ServiceLifecycle

/// Puts the parts of the server together and runs them until they are told to stop.
struct ServerAssembly {
    let configuration: PulseConfiguration
    let log = Logger(label: "pulse")
    let clock: any WallClock = SystemWallClock()

    init(_ configuration: PulseConfiguration, warnings: [String]) {
        self.configuration = configuration
        for warning in warnings { log.warning("\(warning)") }
    }

    func run() async throws {
        let stores = try await Stores(configuration, clock: clock, log: log)
        let started = clock.now
        let registry = MetricsRegistry()
        let pollMetrics = PollMetrics(registry)
        let nodeMetrics = NodePollMetrics(registry)
        let httpMetrics = HTTPMetrics(registry)
        let deliveryMetrics = DeliveryMetrics(registry)

        let pipeline = Pipeline(
            inventory: Inventory(identity: try stores.identities.load()), identities: stores.identities, history: stores.history,
            clock: clock, logger: log)
        let board = StateBoard(StateFacts(startTime: started, version: ProductVersion.number))
        let observer = PollObserver(metrics: pollMetrics, nodes: nodeMetrics, board: board, clock: clock)
        let runner = SourceRunner(
            pipeline: pipeline, clock: clock, logger: log, schedule: PollSchedule(policy: configuration.pollPolicy), observer: observer)
        let choices = try SystemSettingsStore(documents: DocumentStore(database: stores.database, clock: clock))
        let connections = Connections(
            choices.current.applied(to: configuration), store: stores.connections, runner: runner, observer: observer, clock: clock,
            log: log)
        let views = EstateViews(board: board, clock: clock) { pipeline.snapshot }
        let feed = LiveFeed(views: views, changes: await pipeline.changes())
        registry.beforeScrape { [clock] in
            let schedule = runner.schedule
            pollMetrics.collect(schedule, at: clock.now)
            nodeMetrics.collect(instances: PollMetrics.instances(of: schedule), at: clock.now)
        }
        try await restoreNotes(stores.metadata, into: pipeline)

        let messages = try Notifications.Store(stores, clock: clock)
        let alerting = try await Alerting(
            stores, messages: messages, pipeline: pipeline, connections: connections, board: board, feed: feed, registry: registry,
            clock: clock, log: log)
        let changes = ChangeStore(database: stores.database)
        let began = ContinuousClock.now
        let recorder = try ChangeRecorder(
            store: changes, changes: await pipeline.changes(),
            .init(
                snapshot: { pipeline.snapshot }, working: { connections.working }, running: { ContinuousClock.now - began }, clock: clock,
                logger: log))
        let delivery = try Notifications(
            configuration, stores: stores, store: messages, alerting: alerting, choices: { choices.current }, pipeline: pipeline,
            metrics: deliveryMetrics, clock: clock, log: log)
        registry.beforeScrape { [clock] in await deliveryMetrics.collect(messages.outbox, at: clock.now) }
        let parts = EndpointParts(
            stores: stores, pipeline: pipeline, runner: runner, views: views, feed: feed, connections: connections, alerting: alerting,
            delivery: delivery, changes: changes, choices: choices, started: started)
        let (table, caches) = try endpointTable(parts)
        let requests = RequestPipeline(
            table: table, authenticator: stores.access,
            pages: try WebPages(directory: WebDirectory.find(explicit: configuration.webDirectory, executable: executable)),
            settings: try pipelineSettings(), clock: clock, metrics: httpMetrics, log: log)
        let live = LiveSocket(pipeline: requests) { await feed.serve($0) }
        let server = PulseHTTPServer(settings: try serverSettings(), pipeline: requests, live: live, log: log) { port in
            await Greeting(configuration: configuration, port: port, executable: executable).show(isSetUp: stores.access.isConfigured)
        }
        if configuration.hostEnabled {
            runner.add(HostSource(interval: configuration.hostInterval, version: ProductVersion.number, clock: clock))
        }
        try await serve([
            stores,
            MemoryTrim {
                views.forgetOld()
                caches()
            }, StalenessClock(pipeline: pipeline, logger: log), runner, connections.supervisor,
            connections.mockMode, feed, live, recorder, alerting.service, alerting.publisher, delivery.worker, delivery.selfTest,
            Revocations(access: stores.access, live: live),
            try MetricsListener(registry: registry, settings: metricsSettings(), log: log), server,
        ])
    }

    private func serve(_ services: [any Service]) async throws {
        // At debug level the group prints whole services, and with them what must not be logged.
        var quiet = log
        quiet.logLevel = max(quiet.logLevel, .info)
        let group = ServiceGroup(
            configuration: .init(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet))
        try await group.run()
    }

    /// Notes that users wrote come back onto the resources as they appear.
    private func restoreNotes(_ metadata: MetadataStore, into pipeline: Pipeline) async throws {
        for collection in MetadataCollection.allCases {
            for (id, record) in await metadata.all(collection) {
                let annotation = Annotation(
                    displayName: record.customDisplayName, customURL: record.customURL, tags: record.tags ?? [])
                guard !annotation.isEmpty else { continue }
                _ = try await pipeline.perform(.annotate(resourceID: id, annotation))
            }
        }
    }
}
