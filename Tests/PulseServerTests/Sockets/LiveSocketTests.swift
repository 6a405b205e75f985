import PulseAccess
import PulseCore
import PulseWebSocket
import Synchronization
import Testing

@testable import PulseServer

@Suite struct LiveSocketTests {
    private static func handshake(_ target: String, _ headers: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(headers)\r\n"
    }

    @Test(arguments: [
        ("/ws", "", "401", "Authentication required"),
        ("/ws?token=wrong", "", "401", "Invalid API token"),
        ("/ws?token=settings", "", "403", #""requiredScope":"monitoring:read""#),
        ("/ws?token=read&org_id=a%2Fb", "", "400", "Invalid organization ID"),
        ("/ws?token=read&org_id=acme", "", "501", "feature_disabled"),
        ("/ws?token=read", "Origin: http://evil.example\r\n", "403", "Origin not allowed"),
        ("/ws", "Cookie: pulse_session=admin\r\n", "403", "Origin not allowed"),
    ])
    func refusesBeforeTheUpgrade(target: String, headers: String, status: String, fragment: String) async throws {
        try await RunningServer.run(PipelineFixture()) { port, _, _ in
            let answer = try await RunningServer.exchange(port, Self.handshake(target, headers))
            #expect(answer.hasPrefix("HTTP/1.1 \(status)"))
            #expect(answer.contains(fragment))
        }
    }

    @Test func answersAnUpgradeElsewhereLikeAnyRequest() async throws {
        try await RunningServer.run(PipelineFixture()) { port, _, _ in
            let text = Self.handshake("/api/health").replacing("Connection: Upgrade", with: "Connection: Upgrade, close")
            let answer = try await RunningServer.exchange(port, text.replacing("Upgrade, close", with: "close"))
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test(arguments: [true, false])
    func carriesMessagesBothWays(deflate: Bool) async throws {
        let long = String(repeating: "the same words over and over ", count: 2000)
        let shared = PreparedMessage(long)
        try await RunningServer.run(PipelineFixture()) { connection in
            connection.send(shared)
            do {
                for try await case .text(let text) in connection.inbound { connection.send(PreparedMessage("echo \(text)")) }
            } catch {
                Issue.record("\(error)")
            }
        } body: { port, live, _ in
            let code = try await WebSocketClient.connect(
                host: "127.0.0.1", port: port, path: "/ws?token=read&max_message_bytes=70000", headers: [], deflate: deflate
            ) { socket in
                #expect(socket.isDeflating == deflate)
                var iterator = socket.messages.makeAsyncIterator()
                #expect((try? await iterator.next()) == .text(long))
                socket.send("hello")
                #expect((try? await iterator.next()) == .text("echo hello"))
                #expect(live.connectionCount == 1)
            }
            #expect(code == 1000)
        }
    }

    /// Connects with a handler that only reads, does something, and says how the server closed.
    private func closeCode(
        _ act: @escaping @Sendable (WebSocketConnection, LiveSocket, TableAuthenticator) async -> Void
    ) async throws -> UInt16? {
        let fixture = try PipelineFixture()
        let seen = Mutex<UInt16?>(nil)
        try await RunningServer.run(fixture) { connection in
            connection.send(PreparedMessage("welcome"))
            do { for try await _ in connection.inbound {} } catch {}
        } body: { port, live, _ in
            let code = try await WebSocketClient.connect(host: "127.0.0.1", port: port, path: "/ws?token=read") { socket in
                var iterator = socket.messages.makeAsyncIterator()
                _ = try? await iterator.next()
                await act(socket, live, fixture.authenticator)
                while let next = try? await iterator.next() { _ = next }
            }
            seen.withLock { $0 = code }
        }
        return seen.withLock { $0 }
    }

    @Test func closesWith1009WhenAMessageIsTooLarge() async throws {
        let code = try await closeCode { socket, _, _ in socket.send(PreparedMessage(String(repeating: "x", count: 70_000))) }
        #expect(code == 1009)
    }

    @Test func closesWith1008WhenTheTokenIsRevoked() async throws {
        let code = try await closeCode { _, live, authenticator in
            await live.revalidate()
            authenticator.revoke(token: "read")
            await live.revalidate()
        }
        #expect(code == 1008)
    }

    @Test func closesWith1001WhenTheServerStops() async throws {
        let fixture = try PipelineFixture()
        let seen = Mutex<UInt16?>(nil)
        try await RunningServer.run(fixture) { connection in
            connection.send(PreparedMessage("welcome"))
            do { for try await _ in connection.inbound {} } catch {}
        } body: { port, _, group in
            let code = try await WebSocketClient.connect(host: "127.0.0.1", port: port, path: "/ws?token=read") { socket in
                var iterator = socket.messages.makeAsyncIterator()
                _ = try? await iterator.next()
                await group.triggerGracefulShutdown()
                while let next = try? await iterator.next() { _ = next }
            }
            seen.withLock { $0 = code }
        }
        #expect(seen.withLock { $0 } == 1001)
    }
}
