import PulseCore
import PulseInventory
import PulseMonitor
import PulseServer

/// Tells Prometheus and the state document how polls go.
struct PollObserver: SourceRunner.Observer {
    let metrics: PollMetrics
    let board: StateBoard

    func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp) {
        metrics.pollFinished(source, took: took, failure: failure, at: now)
        board.update { facts in
            facts.pollingCycles += 1
            facts.lastPollDuration = took.fractionalSeconds
            facts.pollingStartTime = now - took
            facts.totalAPICalls += 1
            if failure != nil { facts.failedAPICalls += 1 }
            if source.kind == .proxmox { facts.connectionHealth[source.scope] = failure == nil }
        }
    }
}
