import PulseCore
import PulseInventory
import PulseMonitor
import PulseProxmox
import PulseServer

/// Tells Prometheus, the state document and the connections' supervisor how polls go.
struct PollObserver: SourceRunner.Observer, ConnectionSupervisor.Hearer {
    let metrics: PollMetrics
    let nodes: NodePollMetrics
    let clock: any WallClock
    let board: StateBoard
    /// The source of each poll that has ended.
    let ended: AsyncStream<SourceScope>
    private let queue: AsyncStream<SourceScope>.Continuation

    init(metrics: PollMetrics, nodes: NodePollMetrics, board: StateBoard, clock: any WallClock) {
        self.metrics = metrics
        self.nodes = nodes
        self.clock = clock
        self.board = board
        // A supervisor that lags looks at the newest state anyway.
        (ended, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1024))
    }

    func pollStarted(_ source: SourceScope, waited: Duration) { metrics.pollStarted(source, waited: waited) }

    func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp) {
        metrics.pollFinished(source, took: took, failure: failure, at: now)
        board.update { facts in
            facts.pollingCycles += 1
            facts.lastPollDuration = took.fractionalSeconds
            facts.pollingStartTime = now - took
            facts.totalAPICalls += 1
            if failure != nil { facts.failedAPICalls += 1 }
            if let key = Self.healthKey(source) { facts.connectionHealth[key] = failure == nil }
        }
        queue.yield(source)
    }

    func polled(_ node: NodePoll) {
        nodes.polled(
            kind: "pve", instance: node.instance, node: node.node, took: node.took, errorType: node.errorCode, at: clock.now)
    }

    func heard(_ connection: ProxmoxConnection, _ condition: ConnectionCondition) {
        board.update { facts in
            facts.tagStyles[connection.name] = connection.product == .pve ? condition.tags : nil
            if condition.health == .error { facts.connectionHealth[Self.healthKey(connection.scope) ?? connection.name] = false }
        }
    }

    func stopped(_ connection: ProxmoxConnection) {
        board.update { facts in
            facts.tagStyles[connection.name] = nil
            if let key = Self.healthKey(connection.scope) { facts.connectionHealth[key] = nil }
        }
    }

    /// `state-and-websocket` §3.14; hosts are judged by the view.
    private static func healthKey(_ source: SourceScope) -> String? {
        switch source.kind {
        case .proxmox: source.scope
        case .pbs, .pmg: "\(source.kind.rawValue)-\(source.scope)"
        default: nil
        }
    }
}
