import HTTPTypes
import NIOCore

/// The answer to a request to upgrade, given before NIO sees it.
public enum UpgradeDecision: Sendable {
    /// Upgrade, and run this with the connection.
    case accept(@Sendable (WebSocketConnection) async -> Void)
    /// Answer with this and close.
    case refuse(status: Int, headers: HTTPFields, body: ByteBuffer)
    /// Not a WebSocket address; answer like any request.
    case ordinary
}
