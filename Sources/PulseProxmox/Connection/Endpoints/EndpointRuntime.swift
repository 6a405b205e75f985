import Logging
import PulseCore
import PulseOutbound

/// One endpoint with its client and what became of it.
struct EndpointRuntime: Sendable {
    /// Tells one client from another that took its place.
    let number: UInt64
    var plan: EndpointPlan.Endpoint
    var client: ProxmoxClient
    var isReachable: Bool?
    var lastChecked: Timestamp?
    var failure: ProxmoxFailure?
    var acceptedFingerprint: Fingerprint?
    /// The origin in use instead of the plan's.
    var fallback: String?
    var lastCorroboration: Timestamp?

    /// The certificate that came instead of the pinned one.
    var changedFingerprint: Fingerprint? {
        guard case .connection(.fingerprintMismatch(_, let presented))? = failure?.kind else { return nil }
        return presented
    }

    /// Whether what it says can be believed: its certificate is pinned, or the system vouches for it.
    var isTrusted: Bool { isReachable == true && plan.trust != .anything && plan.origin.hasPrefix("https:") }

    var condition: EndpointCondition {
        EndpointCondition(
            origin: plan.origin, identity: plan.identity, nodeName: plan.nodeName, isConfigured: plan.isConfigured,
            isReachable: isReachable, lastChecked: lastChecked, problem: isReachable == false ? failure?.pulseError.message : nil,
            changedFingerprint: changedFingerprint, acceptedFingerprint: acceptedFingerprint, fallback: fallback)
    }
}

/// What the endpoints of one connection have in common.
struct EndpointContext: Sendable {
    let connection: ProxmoxConnection
    let outbound: any OutboundFactory
    let clock: any WallClock
    let timeout: Duration
    let policy: AddressPolicy
    let log: Logger?

    /// The endpoints of a membership; those that stay as they were are taken over.
    ///
    /// - Parameter number: The last number given; numbers are never used again.
    func runtimes(for membership: ClusterMembership?, keeping old: [EndpointRuntime], after number: inout UInt64) -> [EndpointRuntime] {
        EndpointPlan(connection, membership: membership, policy: policy).endpoints.map { planned in
            if var kept = old.first(where: { $0.plan.origin == planned.origin }) {
                var plan = planned
                // A certificate that was accepted since is newer than the stored one.
                if kept.acceptedFingerprint != nil { plan.trust = kept.plan.trust }
                if kept.plan.trust == plan.trust {
                    kept.plan = plan
                    return kept
                }
            }
            number += 1
            return EndpointRuntime(number: number, plan: planned, client: client(of: planned.origin, trust: planned.trust))
        }
    }

    func client(of origin: String, trust: TLSTrust) -> ProxmoxClient {
        ProxmoxClient(
            origin: origin, product: connection.product, credentials: connection.credentials, trust: trust, outbound: outbound,
            clock: clock, timeout: timeout, log: log)
    }
}

extension ProxmoxClusterClient.State {
    /// Writes down what a try says of the endpoint.
    mutating func note(_ outcome: EndpointFailover.Outcome, _ failure: ProxmoxFailure?, of number: UInt64, at now: Timestamp) {
        guard let index = runtimes.firstIndex(where: { $0.number == number }) else { return }
        switch outcome {
        case .answered, .rateLimited:
            runtimes[index].isReachable = true
            runtimes[index].failure = nil
        case .lost:
            runtimes[index].isReachable = false
            runtimes[index].failure = failure
        case .slow, .abandoned: return
        }
        runtimes[index].lastChecked = now
    }
}
