import NIOCore
import PulseAccess
import PulseWebSocket

/// A browser or program that listens to the live feed: an open `/ws` whose caller has been checked.
public struct LiveConnection: Sendable {
    /// Tells this connection from all others of the process.
    public let id: Int
    public let principal: Principal
    public let organization: String
    public let clientAddress: String
    public let query: QueryParameters
    let socket: WebSocketConnection

    /// The largest message in bytes the client says it accepts; `nil` for no limit of its own.
    ///
    /// From `?max_message_bytes=`, which counts from 65 536 on.
    public var maxMessageBytes: Int? {
        guard let value = query["max_message_bytes"].flatMap({ Int($0) }), value >= 65_536 else { return nil }
        return value
    }
    /// Whether the client wants the old arrays beside the resources: `?legacy=1`.
    public var wantsLegacy: Bool { ["1", "true"].contains(query["legacy"] ?? "") }

    /// What the client sends, at most 64 KiB each; ends with the connection.
    public var inbound: NIOAsyncChannelInboundStream<WebSocketMessage> { socket.messages }
    /// Messages that still wait for the client; a feed leaves out a state frame while there are some.
    public var backlog: Int { socket.backlog }

    /// Sends; never waits. `false`: the client is gone or reads too slowly, and is being closed.
    @discardableResult
    public func send(_ message: PreparedMessage) -> Bool { socket.send(message) }

    /// Ends the connection with a reason the client can act on.
    public func close(code: UInt16, reason: String) { socket.close(code: code, reason: reason) }
}
