import Foundation
import PulseChanges
import PulseCore
import PulseMonitor
import PulseServer

/// What the endpoints are made of.
struct EndpointParts {
    let stores: Stores
    let pipeline: Pipeline
    let runner: SourceRunner
    let views: EstateViews
    let feed: LiveFeed
    let connections: Connections
    let alerting: Alerting
    let delivery: Notifications
    let changes: ChangeStore
    let choices: SystemSettingsStore
    let started: Timestamp
}

extension ServerAssembly {
    /// Every endpoint of the server, in one table; and what makes their caches let go of what is old.
    func endpointTable(_ known: EndpointParts) throws -> (EndpointTable, forget: @Sendable () -> Void) {
        let (stores, pipeline, runner, connections) = (known.stores, known.pipeline, known.runner, known.connections)
        let system = SystemEndpoints(
            configuration: configuration, deploymentType: deploymentType, buildTime: buildTime,
            liveness: liveness(runner, since: known.started))
        let history = HistoryEndpoints(history: stores.history, snapshot: { pipeline.snapshot })
        let charts = ChartsEndpoints(history: stores.history, snapshot: { pipeline.snapshot })
        let metadata = MetadataEndpoints(store: stores.metadata, inventory: pipeline)
        let estate = EstateEndpoints(views: known.views, feed: known.feed, commands: pipeline)
        let access = AccessEndpoints(
            access: stores.access, configuration: configuration,
            deployment: .init(
                type: deploymentType, isUnderSystemd: deploymentType == "systemd", isRoot: getuid() == 0,
                environmentFile: stores.directory.file(".env")),
            // The process ends in order, as by SIGTERM, and the service manager starts it again.
            restart: { kill(getpid(), SIGTERM) })
        let nodes = ConnectionEndpoints(supervisor: connections.supervisor, probe: connections.probe, feed: known.feed, audit: stores.audit)
        let monitoring = MonitoringEndpoints(supervisor: connections.supervisor) { runner.schedule }
        let mock = MockModeEndpoints(mode: connections.mockMode, audit: stores.audit)
        let alerts = AlertEndpoints(
            service: known.alerting.service, settings: known.alerting.settings, store: known.alerting.store, judge: known.alerting.judge,
            snapshot: { pipeline.snapshot }, audit: stores.audit)
        let changes = ChangeEndpoints(changes: known.changes, alerts: known.alerting.store) { pipeline.snapshot }
        let week = WeekBook(history: stores.history)
        let forecasts = ForecastEndpoints(history: stores.history, book: week) { pipeline.snapshot }
        let intelligence = IntelligenceEndpoints(book: week, changes: known.changes, alerts: known.alerting.store) { pipeline.snapshot }
        let settings = SystemSettingsEndpoints(configuration: configuration, store: known.choices, audit: stores.audit) { choices in
            let interval = choices.applied(to: configuration).effectivePVEInterval
            guard interval != connections.pace.current else { return }
            connections.pace.set(interval)
            await connections.supervisor.restart()
        }
        let parts: [[Endpoint]] = [
            system.endpoints, access.endpoints, history.endpoints, charts.endpoints, metadata.endpoints, estate.endpoints,
            nodes.endpoints, monitoring.endpoints, mock.endpoints, settings.endpoints, alerts.endpoints,
            changes.endpoints, forecasts.endpoints, intelligence.endpoints,
            known.delivery.endpoints.endpoints,
        ]
        let table = try EndpointTable(Array(parts.joined()), version: ProductVersion.number)
        return (
            table,
            { [clock] in
                history.forgetOld(at: clock.now)
                charts.forgetOld(at: clock.now)
            }
        )
    }

    /// The scheduler lives when its loop woke within the last seconds.
    private func liveness(_ runner: SourceRunner, since started: Timestamp) -> @Sendable () -> SystemEndpoints.Liveness {
        let clock = clock
        return {
            let now = clock.now
            let lastTick = runner.schedule.lastTick ?? started
            return SystemEndpoints.Liveness(
                uptime: now.since(started).fractionalSeconds, monitor: true, scheduler: now.since(lastTick) < .seconds(5), webSocket: true)
        }
    }

    /// When the program was built, by its file.
    private var buildTime: String? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "/proc/self/exe")
        let resolved = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? executable
        let date = (try? FileManager.default.attributesOfItem(atPath: resolved))?[.modificationDate] ?? attributes?[.modificationDate]
        return (date as? Date).map { Timestamp(seconds: Int64($0.timeIntervalSince1970)).rfc3339 }
    }
}
