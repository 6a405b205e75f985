import AsyncHTTPClient
import NIOCore
import Synchronization

/// One client for every server that the system's authorities vouch for.
///
/// Reading the authorities takes half a megabyte; a client for each member of large clusters would take hundreds.
final class SystemTrustClient: Sendable {
    private let client = Mutex<HTTPClient?>(nil)
    private let group: any EventLoopGroup
    private let policy: AddressPolicy

    init(policy: AddressPolicy, group: any EventLoopGroup) {
        self.policy = policy
        self.group = group
    }

    deinit { client.withLock { $0 }?.shutdown { _ in } }

    func get() -> HTTPClient {
        client.withLock { client in
            if let client { return client }
            let peer = PeerCheck(trust: .system, policy: policy, isEncrypted: true)
            let made = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: .init(peer: peer))
            client = made
            return made
        }
    }
}
