import PulseCore
import PulseWebSocket

extension LiveFeed {
    /// Sends an event to those who may hear it; encoded and compressed once.
    ///
    /// - Parameters:
    ///   - type: the message's `type`, see `state-and-websocket` §6.4.
    ///   - data: the encoded JSON value of `data`.
    ///   - organization: only listeners of this organization; `nil` for those of all.
    ///   - stamped: whether the envelope carries the time.
    public func broadcast(
        type: String, data: [UInt8], audience: FeedAudience, organization: String? = "default", stamped: Bool = false
    ) {
        let message = PreparedMessage(FeedMessage.event(type, data: data, at: stamped ? views.clock.now : nil))
        for listener in listeners.values where audience.includes(listener.connection.principal) {
            if let organization, listener.connection.organization != organization { continue }
            listener.connection.send(message)
        }
    }

    /// Closes every connection of principals the closure picks, for example those of a revoked token.
    public func disconnect(reason: String, where picks: @Sendable (LiveConnection) -> Bool) {
        for listener in listeners.values where picks(listener.connection) {
            listener.connection.close(code: 1008, reason: reason)
        }
    }

    func sendToAll(_ message: PreparedMessage) {
        for listener in listeners.values { listener.connection.send(message) }
    }
}
