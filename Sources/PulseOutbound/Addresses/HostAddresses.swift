import Dispatch
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Asks the system's resolver where a name leads.
public enum HostAddresses {
    /// All addresses of a name, in the order in which to try them. A thread that may block asks; whoever waits can give up.
    ///
    /// - Throws: `nameNotFound`, or `cancelled`.
    public static func find(_ host: String) async throws(OutboundFailure) -> [IPAddress] {
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
