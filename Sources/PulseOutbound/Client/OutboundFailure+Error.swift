import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension OutboundFailure {
    /// Names what an error of the libraries below means, by its type.
    public init(_ error: any Error) {
        switch error {
        case let failure as OutboundFailure: self = failure
        case is CancellationError: self = .cancelled
        case let failure as NIOConnectionError: self.init(connecting: failure)
        case let failure as IOError: self.init(errno: failure.errnoCode)
        case let failure as ChannelError: self.init(channel: failure)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError, is NIOSSLCloseTimedOutError: self.init(tls: error)
        case let failure as HTTPClientError: self.init(client: failure)
        case is NIOHTTPDecompression.DecompressionError: self = .malformed
        default: self = .malformed
        }
    }

    private init(connecting error: NIOConnectionError) {
        // Several addresses may have been tried; the failure that says most wins.
        let causes = error.connectionErrors.map { OutboundFailure($0.error) }
        let telling: [OutboundFailure] = [.refused, .reset, .connectTimeout, .unreachable]
        self = telling.first(where: causes.contains) ?? causes.first ?? .nameNotFound
    }

    private init(errno code: CInt) {
        switch code {
        case ECONNREFUSED: self = .refused
        case ECONNRESET, ECONNABORTED, EPIPE, ENOTCONN: self = .reset
        case ETIMEDOUT: self = .connectTimeout
        default: self = .unreachable
        }
    }

    private init(channel error: ChannelError) {
        switch error {
        case .connectTimeout: self = .connectTimeout
        case .alreadyClosed, .ioOnClosedChannel, .eof, .inputClosed, .outputClosed: self = .reset
        default: self = .malformed
        }
    }

    private init(tls error: any Error) {
        // Cut off in the middle of an answer, without the farewell of TLS.
        if case NIOSSLError.uncleanShutdown = error { self = .reset } else { self = .tls }
    }

    private init(client error: HTTPClientError) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout: self = .connectTimeout
        case .getConnectionFromPoolTimeout, .deadlineExceeded, .readTimeout, .writeTimeout: self = .timeout
        case .remoteConnectionClosed, .uncleanShutdown: self = .reset
        case .cancelled, .requestStreamCancelled, .alreadyShutdown: self = .cancelled
        default: self = .malformed
        }
    }
}
