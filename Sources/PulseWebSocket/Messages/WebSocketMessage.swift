import NIOCore

/// A whole message as it arrives: defragmented, decompressed, and valid UTF-8 if it is text.
public enum WebSocketMessage: Sendable, Equatable {
    case text(String)
    case binary(ByteBuffer)
}

/// Sizes and times of a connection.
public struct WebSocketLimits: Sendable {
    /// Largest inbound message in bytes; a larger one closes with 1009.
    public var inboundBytes = 64 * 1024
    /// Messages waiting for a slow reader; one more closes with 1013.
    public var queuedMessages = 128
    /// Time between pings.
    public var pingInterval: Duration = .seconds(30)
    /// A peer that sends nothing, not even a pong, for this long is gone.
    public var silence: Duration = .seconds(90)
    /// How long to wait for the peer's close frame.
    public var closing: Duration = .seconds(5)

    public init() {}
}
