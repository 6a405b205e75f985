import Foundation
import PulseCore
import PulseMonitor
import PulseServer

extension ServerAssembly {
    /// Every endpoint of the server, in one table.
    func endpointTable(
        _ stores: Stores, pipeline: Pipeline, runner: SourceRunner, views: EstateViews, feed: LiveFeed, connections: Connections,
        started: Timestamp, notifications: Notifications
    ) throws -> EndpointTable {
        let system = SystemEndpoints(
            configuration: configuration, deploymentType: deploymentType, buildTime: buildTime,
            liveness: liveness(runner, since: started))
        let history = HistoryEndpoints(history: stores.history, snapshot: { pipeline.snapshot })
        let charts = ChartsEndpoints(history: stores.history, snapshot: { pipeline.snapshot })
        let metadata = MetadataEndpoints(store: stores.metadata, inventory: pipeline)
        let estate = EstateEndpoints(views: views, feed: feed, commands: pipeline)
        let access = AccessEndpoints(
            access: stores.access, configuration: configuration,
            deployment: .init(
                type: deploymentType, isUnderSystemd: deploymentType == "systemd", isRoot: getuid() == 0,
                environmentFile: stores.directory.file(".env")),
            // The process ends in order, as by SIGTERM, and the service manager starts it again.
            restart: { kill(getpid(), SIGTERM) })
        let nodes = ConnectionEndpoints(supervisor: connections.supervisor, probe: connections.probe, feed: feed, audit: stores.audit)
        let monitoring = MonitoringEndpoints(supervisor: connections.supervisor) { runner.schedule }
        let mock = MockModeEndpoints(mode: connections.mockMode, audit: stores.audit)
        let parts: [[Endpoint]] = [
            system.endpoints, access.endpoints, history.endpoints, charts.endpoints, metadata.endpoints, estate.endpoints,
            nodes.endpoints, monitoring.endpoints, mock.endpoints, notifications.endpoints.endpoints,
        ]
        return try EndpointTable(Array(parts.joined()), version: ProductVersion.number)
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
