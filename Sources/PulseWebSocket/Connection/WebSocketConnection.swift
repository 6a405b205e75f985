import NIOCore
import Synchronization

typealias WebSocketChannel = NIOAsyncChannel<WebSocketMessage, WebSocketOutbound>

/// One open WebSocket: messages in, messages out; sending never waits.
public final class WebSocketConnection: Sendable {
    /// What the peer sends; ends with the connection.
    public let messages: NIOAsyncChannelInboundStream<WebSocketMessage>
    /// Whether messages to this peer are compressed.
    public let isDeflating: Bool
    private let channel: any Channel
    private let limit: Int
    private let queued = Atomic<Int>(0)

    init(messages: NIOAsyncChannelInboundStream<WebSocketMessage>, channel: any Channel, isDeflating: Bool, limit: Int) {
        self.messages = messages
        self.channel = channel
        self.isDeflating = isDeflating
        self.limit = limit
    }

    /// Messages handed over that the socket has not taken yet.
    public var backlog: Int { queued.load(ordering: .relaxed) }
    public var isOpen: Bool { channel.isActive }

    /// Sends to the peer. `false`: it reads too slowly or is gone; a slow one is being closed with 1013.
    @discardableResult
    public func send(_ message: PreparedMessage) -> Bool {
        send(.text(message.plain, deflated: isDeflating ? message.deflated : nil))
    }
    /// Sends a text of its own; a message for many is a ``PreparedMessage``.
    @discardableResult
    public func send(_ text: String) -> Bool { send(PreparedMessage(text)) }
    @discardableResult
    public func send(_ data: ByteBuffer) -> Bool { send(.binary(data)) }

    /// Says goodbye, and closes when the peer has answered or some seconds have passed.
    public func close(code: UInt16 = 1000, reason: String = "") {
        channel.writeAndFlush(WebSocketOutbound.close(code: code, reason: reason), promise: nil)
    }

    private func send(_ outbound: WebSocketOutbound) -> Bool {
        guard channel.isActive else { return false }
        let before = queued.wrappingAdd(1, ordering: .relaxed).oldValue
        guard before < limit else {
            queued.wrappingSubtract(1, ordering: .relaxed)
            close(code: 1013, reason: "slow consumer")
            return false
        }
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenComplete { [self] _ in queued.wrappingSubtract(1, ordering: .relaxed) }
        channel.writeAndFlush(outbound, promise: promise)
        return true
    }

    /// Runs `body` with the connection; when it returns the socket closes.
    static func run(
        _ channel: WebSocketChannel, isDeflating: Bool, limits: WebSocketLimits, body: @Sendable (WebSocketConnection) async -> Void
    ) async throws {
        try await channel.executeThenClose { inbound, _ in
            let connection = WebSocketConnection(
                messages: inbound, channel: channel.channel, isDeflating: isDeflating, limit: limits.queuedMessages)
            await body(connection)
            guard channel.channel.isActive else { return }
            connection.close()
            try? await channel.channel.closeFuture.get()
        }
    }
}
