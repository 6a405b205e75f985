import PulseCore
import PulseOutbound

extension ProxmoxClusterClient {
    /// Looks after endpoints that were lost: probes those that are due, tries another port for the configured address,
    /// and asks trusted members about certificates that changed. Call it beside each poll.
    public func maintain() async {
        let now = context.clock.now
        let due = state.withLock { state in state.failover.dueProbes(at: now).map { state.runtimes[$0] } }
        await probe(due, timeout: EndpointFailover.probeBudget)
        await corroborate(timeout: EndpointFailover.probeBudget)
    }

    /// Probes every endpoint, for settings that show each member.
    ///
    /// - Parameter timeout: For one probe.
    public func checkAll(timeout: Duration = ClusterDiscovery.memberBudget) async {
        await probe(state.withLock { $0.runtimes }, timeout: timeout)
        await corroborate(timeout: timeout)
    }

    /// Any HTTP answer will do; who asks matters to the requests, not to reachability.
    func probe(_ runtimes: [EndpointRuntime], timeout: Duration) async {
        guard !runtimes.isEmpty else { return }
        await runtimes.concurrentForEach(atOnce: EndpointFailover.probesAtOnce) { await self.probe($0, timeout: timeout) }
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Returns when somebody's probes are done.
    func probesDone() async {
        await withCheckedContinuation { continuation in
            let isProbing = state.withLock { state in
                guard state.failover.endpoints.contains(where: \.isProbing) else { return false }
                state.waiting.append(continuation)
                return true
            }
            if !isProbing { continuation.resume() }
        }
    }

    private func probe(_ runtime: EndpointRuntime, timeout: Duration) async {
        var failure: ProxmoxFailure?
        do throws(ProxmoxFailure) {
            _ = try await runtime.client.get("/version", timeout: timeout)
        } catch {
            failure = error
        }
        var isReachable: Bool? = true
        if case .connection(let cause)? = failure?.kind { isReachable = cause == .cancelled ? nil : false }
        if isReachable == false, runtime.plan.isConfigured, await usesOtherPort(than: runtime, after: failure, timeout: timeout) {
            isReachable = true
            failure = nil
        }
        let now = context.clock.now
        state.withLock { state in
            state.failover.probed(runtime.plan.origin, isReachable: isReachable, at: now)
            guard let isReachable else { return }
            state.note(isReachable ? .answered : .lost, failure, of: runtime.number, at: now)
        }
    }

    /// Tries the scheme's own port when nobody answers at Proxmox's, `platform-polling` §1.2; some servers are behind a
    /// web server. What is found holds while it works and is never stored.
    private func usesOtherPort(than runtime: EndpointRuntime, after failure: ProxmoxFailure?, timeout: Duration) async -> Bool {
        guard case .connection(let cause)? = failure?.kind else { return false }
        let causes: Set<OutboundFailure> = [.refused, .reset, .nameNotFound, .timeout, .connectTimeout, .unreachable]
        guard causes.contains(cause), let address = try? HostAddress(runtime.plan.origin, product: context.connection.product) else {
            return false
        }
        guard address.port == context.connection.product.defaultPort else { return false }
        let back = runtime.fallback != nil
        let origin = back ? runtime.plan.origin : address.at(port: address.isEncrypted ? 443 : 80).description
        let client = context.client(of: origin, trust: runtime.plan.trust)
        // Only the API itself counts: whatever else listens there must not be taken for it.
        let works = await answers(client, timeout: timeout)
        let retired = state.withLock { state -> ProxmoxClient? in
            guard works, let index = state.runtimes.firstIndex(where: { $0.number == runtime.number }) else { return client }
            let old = state.runtimes[index].client
            state.runtimes[index].client = client
            state.runtimes[index].fallback = back ? nil : origin
            return old
        }
        await retired?.close()
        return works
    }

    private func answers(_ client: ProxmoxClient, timeout: Duration) async -> Bool {
        do throws(ProxmoxFailure) {
            _ = try await client.get("/version", timeout: timeout)
            return true
        } catch {
            return false
        }
    }
}
