import Dispatch
import NIOCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

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
            addresses = try await Self.addresses(of: host)
        }
        guard !addresses.isEmpty else { throw .nameNotFound }
        guard addresses.contains(where: policy.permits) else { throw .addressRefused }
        isPermitted.withLock { $0 = true }
    }

    /// Asks the system's resolver on a thread that may block; whoever asked stops waiting when cancelled.
    private static func addresses(of host: String) async throws(OutboundFailure) -> [IPAddress] {
        let answer = AsyncStream<[IPAddress]?>.makeStream(bufferingPolicy: .bufferingOldest(1))
        DispatchQueue.global().async {
            answer.continuation.yield(resolve(host))
            answer.continuation.finish()
        }
        // Ends without an answer when the task is cancelled.
        for await found in answer.stream {
            guard let found else { throw .nameNotFound }
            return found
        }
        throw .cancelled
    }

    private static func resolve(_ host: String) -> [IPAddress]? {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return nil }
        defer { freeaddrinfo(list) }
        var found: [IPAddress] = []
        var next = list
        while let entry = next {
            if let address = address(of: entry.pointee) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(of entry: addrinfo) -> IPAddress? {
        guard let raw = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin_addr) { IPAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return raw.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin6_addr) { IPAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
