import PulseAccess
import PulseWebSocket

extension LiveFeed {
    /// Serves a listener until it leaves: greets it, sends the state, and answers what it asks.
    public func serve(_ connection: LiveConnection) async {
        guard listeners.count < configuration.maxClients else {
            return connection.close(code: 1013, reason: "too many listeners")
        }
        let client = FeedClient(wantsLegacy: connection.wantsLegacy, maxMessageBytes: connection.maxMessageBytes)
        connection.send(PreparedMessage(FeedMessage.welcome(organization: connection.organization)))
        listeners[connection.id] = Listener(connection: connection, client: client)
        countListeners()
        publish(evenHeartbeat: true)
        offerInitialState(connection.id)
        await hear(connection)
        listeners[connection.id] = nil
        countListeners()
    }

    /// The greeting may still be on its way, so the first state does not wait for the backlog to clear.
    private func offerInitialState(_ id: Int) { offer(id, ignoringBacklog: true) }

    private func countListeners() {
        let count = listeners.count
        views.board.update { $0.webSocketClients = count }
    }

    /// Ends when the connection does, whatever ended it.
    private func hear(_ connection: LiveConnection) async {
        do {
            for try await message in connection.inbound {
                guard case .text(let text) = message else { continue }
                answer(InboundMessage(text), connection)
            }
        } catch {
            // The peer vanished; there is nobody left to tell.
        }
    }

    private func answer(_ message: InboundMessage, _ connection: LiveConnection) {
        switch message {
        case .ping: connection.send(PreparedMessage(FeedMessage.beat("pong", at: views.clock.now)))
        case .requestData:
            listeners[connection.id]?.client.requestFull()
            publish(evenHeartbeat: true)
            offer(connection.id)
        case .other: break
        }
    }
}
