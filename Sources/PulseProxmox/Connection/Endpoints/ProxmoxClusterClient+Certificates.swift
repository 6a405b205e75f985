import PulseCore
import PulseOutbound

extension ProxmoxClusterClient {
    /// Between two questions about one changed certificate.
    private static let corroborationInterval: Duration = .seconds(60)

    /// A member whose certificate changed is taken back when another member, trusted itself, lists the new one.
    ///
    /// Else it stays down and the new fingerprint waits for a person, and so does the configured address always:
    /// a certificate that nobody vouches for may be an attacker's.
    func corroborate(timeout: Duration) async {
        let now = context.clock.now
        let (changed, witnesses) = state.withLock { state -> ([EndpointRuntime], [EndpointRuntime]) in
            var changed: [EndpointRuntime] = []
            for index in state.runtimes.indices {
                let runtime = state.runtimes[index]
                guard !runtime.plan.isConfigured, runtime.plan.nodeName != nil, runtime.changedFingerprint != nil else { continue }
                if let last = runtime.lastCorroboration, now.since(last) < Self.corroborationInterval { continue }
                state.runtimes[index].lastCorroboration = now
                changed.append(runtime)
            }
            return (changed, state.runtimes.filter(\.isTrusted))
        }
        for runtime in changed {
            guard let presented = runtime.changedFingerprint, let node = runtime.plan.nodeName else { continue }
            for witness in witnesses where await lists(witness, presented, of: node, timeout: timeout) {
                await accept(presented, of: runtime, timeout: timeout)
                break
            }
        }
    }

    private func lists(_ witness: EndpointRuntime, _ fingerprint: Fingerprint, of node: String, timeout: Duration) async -> Bool {
        do {
            let answer = try await witness.client.get("/nodes/\(node)/certificates/info", timeout: timeout)
            return try NodeCertificates(answer: answer).contains(fingerprint)
        } catch {
            return false
        }
    }

    private func accept(_ fingerprint: Fingerprint, of runtime: EndpointRuntime, timeout: Duration) async {
        let trust = TLSTrust.pinned(fingerprint)
        let client = context.client(of: runtime.fallback ?? runtime.plan.origin, trust: trust)
        let retired = state.withLock { state -> ProxmoxClient in
            guard let index = state.runtimes.firstIndex(where: { $0.number == runtime.number }) else { return client }
            let old = state.runtimes[index].client
            state.runtimes[index].client = client
            state.runtimes[index].plan.trust = trust
            state.runtimes[index].acceptedFingerprint = fingerprint
            return old
        }
        context.log?.notice(
            "A member's new certificate was accepted, vouched for by another member",
            metadata: ["node": "\(runtime.plan.nodeName ?? "")", "fingerprint": "\(fingerprint)"])
        await retired.close()
        if let renewed = state.withLock({ $0.runtimes.first { $0.number == runtime.number } }) {
            await probe([renewed], timeout: timeout)
        }
    }
}
