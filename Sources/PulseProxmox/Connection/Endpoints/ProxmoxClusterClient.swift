import Logging
import PulseCore
import PulseOutbound
import Synchronization

/// Reads from whichever node of a connection answers: a lone server, or the members of a cluster.
///
/// `EndpointFailover` decides, this carries it out. The poller calls `maintain()` beside each cycle, so that endpoints
/// that were lost are found again.
public final class ProxmoxClusterClient: ProxmoxAPI {
    let context: EndpointContext
    let state: Mutex<State>
    let gate = RequestGate()

    struct State: Sendable {
        var failover: EndpointFailover
        var runtimes: [EndpointRuntime]
        /// The last number of a runtime.
        var number: UInt64
        /// Requests that wait for somebody's probes.
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// - Parameters:
    ///   - timeout: For requests that give none; `connectionTimeout` of the settings.
    ///   - policy: Judges addresses that a cluster names; what people gave is exempt.
    public init(
        connection: ProxmoxConnection, outbound: any OutboundFactory, clock: any WallClock = SystemWallClock(),
        timeout: Duration = .seconds(60), policy: AddressPolicy = AddressPolicy(), log: Logger? = nil
    ) {
        context = EndpointContext(
            connection: connection, outbound: outbound, clock: clock, timeout: timeout, policy: policy, log: log)
        var number: UInt64 = 0
        let runtimes = context.runtimes(for: connection.cluster, keeping: [], after: &number)
        let failover = EndpointFailover(origins: runtimes.map(\.plan.origin))
        state = Mutex(State(failover: failover, runtimes: runtimes, number: number))
    }

    /// Takes a cluster's membership as it is now; endpoints that stay keep their connections and their health.
    public func adopt(_ membership: ClusterMembership?) async {
        let dropped = state.withLock { state -> [ProxmoxClient] in
            let old = state.runtimes
            state.runtimes = context.runtimes(for: membership, keeping: old, after: &state.number)
            state.failover.replace(origins: state.runtimes.map(\.plan.origin))
            let kept = Set(state.runtimes.map(\.number))
            return old.filter { !kept.contains($0.number) }.map(\.client)
        }
        for client in dropped { await client.close() }
    }

    /// How each endpoint fares, the configured address first.
    public var endpoints: [EndpointCondition] { state.withLock { $0.runtimes.map(\.condition) } }

    /// Closes the kept connections; requests under way fail.
    public func close() async {
        for runtime in state.withLock({ $0.runtimes }) { await runtime.client.close() }
    }

    public func get(
        _ path: String, query: [(name: String, value: String)], timeout: Duration?
    ) async throws(ProxmoxFailure) -> [UInt8] {
        let cancelled = ProxmoxFailure(.connection(.cancelled), path: path)
        return try await gate.pass(
            node: Self.node(in: path),
            { () async throws(ProxmoxFailure) -> [UInt8] in
                try await self.attempt(path, query: query, timeout: timeout ?? self.context.timeout)
            }, cancelled: cancelled)
    }

    /// The node that a path below `/nodes/{node}` is about.
    static func node(in path: String) -> String? {
        let parts = path.split(separator: "/", maxSplits: 2)
        return parts.count == 3 && parts[0] == "nodes" ? String(parts[1]) : nil
    }

    /// Tries endpoints until one answers, all within the time limit.
    private func attempt(
        _ path: String, query: [(name: String, value: String)], timeout: Duration
    ) async throws(ProxmoxFailure) -> [UInt8] {
        let deadline = ContinuousClock.now + timeout
        var call = EndpointFailover.Call()
        var last = ProxmoxFailure(.connection(.timeout), path: path)
        while true {
            let remaining = ContinuousClock.now.duration(to: deadline)
            guard remaining > .zero else { throw last }
            if Task.isCancelled { throw ProxmoxFailure(.connection(.cancelled), path: path) }
            switch choose(&call) {
            case .ask(let runtime):
                do throws(ProxmoxFailure) {
                    let answer = try await runtime.client.get(path, query: query, timeout: remaining)
                    took(.answered, runtime, nil, in: &call)
                    return answer
                } catch {
                    last = error
                    guard took(outcome(of: error), runtime, error, in: &call) else { throw error }
                }
            case .wait(let time): try? await Task.sleep(for: min(time, remaining))
            case .probe(let runtimes): await probe(runtimes, timeout: min(remaining, EndpointFailover.probeBudget))
            case .awaitProbes: await probesDone()
            case .giveUp: throw lastProblem(path) ?? last
            }
        }
    }

    private enum Step {
        case ask(EndpointRuntime)
        case wait(Duration)
        case probe([EndpointRuntime])
        case awaitProbes
        case giveUp
    }

    private func choose(_ call: inout EndpointFailover.Call) -> Step {
        let now = context.clock.now
        var copy = call
        let step = state.withLock { state -> Step in
            switch state.failover.next(&copy, at: now) {
            case .use(let index): .ask(state.runtimes[index])
            case .wait(let time): .wait(time)
            case .probe(let indices): .probe(indices.map { state.runtimes[$0] })
            case .awaitProbes: .awaitProbes
            case .giveUp: .giveUp
            }
        }
        call = copy
        return step
    }

    private func outcome(of failure: ProxmoxFailure) -> EndpointFailover.Outcome {
        if failure.isConnectionLoss { return .lost }
        if failure.status == 429 { return .rateLimited(jitter: .milliseconds(Int.random(in: 0...200))) }
        switch failure.kind {
        case .connection(.timeout): return .slow
        case .connection(.cancelled): return .abandoned
        default: return .answered
        }
    }

    /// - Returns: Whether another try makes sense.
    @discardableResult
    private func took(
        _ outcome: EndpointFailover.Outcome, _ runtime: EndpointRuntime, _ failure: ProxmoxFailure?, in call: inout EndpointFailover.Call
    ) -> Bool {
        let now = context.clock.now
        var copy = call
        state.withLock { state in
            state.failover.took(outcome, of: runtime.plan.origin, in: &copy, at: now)
            state.note(outcome, failure, of: runtime.number, at: now)
        }
        call = copy
        switch outcome {
        case .lost, .rateLimited: return true
        case .answered, .slow, .abandoned: return false
        }
    }

    /// Why the configured address does not answer, for a request that found no endpoint to ask.
    private func lastProblem(_ path: String) -> ProxmoxFailure? {
        guard let failure = state.withLock({ $0.runtimes.first?.failure }) else { return nil }
        return ProxmoxFailure(failure.kind, status: failure.status, path: path)
    }
}
