import Synchronization

/// Finds out where a host leads before anything connects to it.
///
/// Names may lead anywhere, so the policy judges addresses. A name is looked up once for a client; each connection's
/// real address is judged again by `PeerCheck`, in case the name leads elsewhere later.
final class HostLookup: Sendable {
    private let host: String
    private let policy: AddressPolicy
    private let isPermitted = Mutex(false)

    init(host: String, policy: AddressPolicy) {
        self.host = host
        self.policy = policy
    }

    func check() async throws(OutboundFailure) {
        if isPermitted.withLock({ $0 }) { return }
        let addresses: [IPAddress]
        if let literal = IPAddress(host) {
            addresses = [literal]
        } else {
            addresses = try await HostAddresses.find(host)
        }
        guard !addresses.isEmpty else { throw .nameNotFound }
        guard addresses.contains(where: policy.permits) else { throw .addressRefused }
        isPermitted.withLock { $0 = true }
    }
}
