import PulseOutbound
import ScriptedServer
import Testing

/// The client against real sockets on loopback.
struct OutboundTests {
    private let outbound = AsyncHTTPOutbound()

    private func failure(_ client: any OutboundHTTP, _ request: OutboundRequest = OutboundRequest(.get, "/")) async -> OutboundFailure? {
        do {
            _ = try await client.send(request)
            return nil
        } catch { return error }
    }

    @Test(arguments: [false, true]) func exchangesARequest(encrypted: Bool) async throws {
        let certificate = try ServerCertificate()
        let server = try await ScriptedServer.start(certificate: encrypted ? certificate : nil) { request in
            .answer(status: 299, reason: "So so", headers: [("x-kind", "test")], body: Array("got \(request.text)".utf8))
        }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)
        let answer = try await client.send(
            OutboundRequest(.post, "/a/b?c=d%20e", headers: [("authorization", "Some=a!b:c")], body: Array("body".utf8)))
        #expect(answer.status == 299)
        #expect(answer.reason == "So so")
        #expect(answer.header("X-Kind") == "test")
        #expect(String(decoding: answer.body, as: UTF8.self) == "got body")
        let seen = try #require(server.requests.first)
        #expect(seen.method == "POST")
        #expect(seen.target == "/a/b?c=d%20e")
        #expect(seen.header("authorization") == "Some=a!b:c")
        await client.close()
        #expect(await failure(client) == .cancelled)
        await server.stop()
    }

    @Test func rightPinIsTaken() async throws {
        let certificate = try ServerCertificate(validFor: -10)
        let server = try await ScriptedServer.start(certificate: certificate) { _ in .json("{}") }
        let client = outbound.client(origin: server.origin, trust: .pinned(Fingerprint(certificate: certificate.der)), bodyLimit: 1000)
        #expect(try await client.send(OutboundRequest(.get, "/")).status == 200)
        #expect(try await client.send(OutboundRequest(.get, "/")).status == 200)
        #expect(server.connections == 1, "the connection is kept")
        await server.stop()
    }

    @Test func wrongPinSendsNothing() async throws {
        let certificate = try ServerCertificate()
        let server = try await ScriptedServer.start(certificate: certificate) { _ in .json("{}") }
        let expected = Fingerprint(certificate: [1])
        let client = outbound.client(origin: server.origin, trust: .pinned(expected), bodyLimit: 1000)
        let request = OutboundRequest(.get, "/", headers: [("authorization", "secret")])
        let mismatch = OutboundFailure.fingerprintMismatch(expected: expected, presented: Fingerprint(certificate: certificate.der))
        #expect(await failure(client, request) == mismatch)
        #expect(await failure(client, request) == mismatch)
        #expect(server.connections == 2)
        #expect(server.requests.isEmpty)
        await server.stop()
    }

    @Test func aPinOverPlainHTTPSendsNothing() async throws {
        let server = try await ScriptedServer.start { _ in .json("{}") }
        let client = outbound.client(origin: server.origin, trust: .pinned(Fingerprint(certificate: [1])), bodyLimit: 1000)
        #expect(await failure(client) == .tls)
        #expect(server.requests.isEmpty)
        await server.stop()
    }

    @Test(arguments: [86_400.0, -10]) func unknownAuthorityIsUntrustedWithItsFingerprint(validFor: Double) async throws {
        let certificate = try ServerCertificate(validFor: validFor)
        let server = try await ScriptedServer.start(certificate: certificate) { _ in .json("{}") }
        let client = outbound.client(origin: server.origin, trust: .system, bodyLimit: 1000)
        let fingerprint = Fingerprint(certificate: certificate.der)
        #expect(await failure(client) == .untrusted(presented: fingerprint))
        #expect(server.requests.isEmpty)
        #expect(try await outbound.presentedCertificate(origin: server.origin, timeout: .seconds(60)) == fingerprint)
        let seen = try await outbound.examineCertificate(origin: server.origin, timeout: .seconds(60))
        #expect(seen.fingerprint == fingerprint)
        #expect(seen.isTrustedBySystem == false)
        #expect(seen.expires != nil)
        #expect(server.requests.isEmpty)
        await server.stop()
    }

    @Test func plainServerIsNoTLS() async throws {
        let server = try await ScriptedServer.start { _ in .json("{}") }
        let origin = server.origin.replacing("http:", with: "https:")
        for trust in [TLSTrust.system, .anything, .pinned(Fingerprint(certificate: [1]))] {
            #expect(await failure(outbound.client(origin: origin, trust: trust, bodyLimit: 1000)) == .tls)
        }
        await #expect(throws: OutboundFailure.tls) { try await outbound.presentedCertificate(origin: origin, timeout: .seconds(60)) }
        await server.stop()
    }

    @Test(arguments: [false, true]) func aClosedPortRefuses(encrypted: Bool) async throws {
        let server = try await ScriptedServer.start { _ in .hang }
        let origin = "\(encrypted ? "https" : "http")://127.0.0.1:\(server.port)"
        await server.stop()
        #expect(await failure(outbound.client(origin: origin, trust: .anything, bodyLimit: 1000)) == .refused)
        let byName = origin.replacing("127.0.0.1", with: "localhost")
        #expect(await failure(outbound.client(origin: byName, trust: .anything, bodyLimit: 1000)) == .refused)
        await #expect(throws: encrypted ? OutboundFailure.refused : .tls) {
            try await outbound.presentedCertificate(origin: origin, timeout: .seconds(60))
        }
    }

    @Test(arguments: [false, true]) func aDroppedConnectionIsAReset(encrypted: Bool) async throws {
        let certificate = try ServerCertificate()
        let server = try await ScriptedServer.start(certificate: encrypted ? certificate : nil) { _ in .reset }
        #expect(await failure(outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)) == .reset)
        await server.stop()
    }

    @Test(arguments: [false, true]) func aBodyCutShortIsNoAnswer(encrypted: Bool) async throws {
        let certificate = try ServerCertificate()
        let server = try await ScriptedServer.start(certificate: encrypted ? certificate : nil) { _ in
            .truncated(body: Array("{\"data\":[".utf8))
        }
        let cause = await failure(outbound.client(origin: server.origin, trust: .anything, bodyLimit: 10_000))
        #expect(cause == .reset || cause == .malformed)
        await server.stop()
    }

    @Test func silenceEndsAtTheTimeLimit() async throws {
        let server = try await ScriptedServer.start { _ in .hang }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)
        #expect(await failure(client, OutboundRequest(.get, "/", timeout: .milliseconds(100))) == .timeout)
        await server.stop()
    }

    @Test func givingUpIsNoFaultOfTheServer() async throws {
        let server = try await ScriptedServer.start { _ in .hang }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)
        let call = Task { await failure(client) }
        while server.requests.isEmpty { await Task.yield() }
        call.cancel()
        #expect(await call.value == .cancelled)
        await server.stop()
    }

    @Test func anEndlessBodyStopsEarly() async throws {
        let total = 100 << 20
        let server = try await ScriptedServer.start { _ in .endless(bytes: total) }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1 << 20)
        #expect(await failure(client) == .bodyTooLarge(limit: 1 << 20))
        #expect(await failure(client, OutboundRequest(.get, "/", bodyLimit: 2 << 20)) == .bodyTooLarge(limit: 2 << 20))
        #expect(server.bytesWritten < total / 2)
        await server.stop()
    }

    @Test func anAnnouncedLengthOverTheLimitIsNotRead() async throws {
        let server = try await ScriptedServer.start { _ in .answer(body: [UInt8](repeating: 32, count: 1001)) }
        #expect(await failure(outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)) == .bodyTooLarge(limit: 1000))
        await server.stop()
    }

    @Test func redirectsAreAnswers() async throws {
        let server = try await ScriptedServer.start { _ in .answer(status: 302, headers: [("location", "/elsewhere")]) }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)
        #expect(try await client.send(OutboundRequest(.get, "/")).status == 302)
        #expect(server.requests.count == 1)
        await server.stop()
    }

    @Test func packedBodiesAreUnpackedWithinTheLimit() async throws {
        // 1000 spaces, packed by gzip.
        let packed: [UInt8] = [
            0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3, 0x53, 0x50, 0x18, 5, 0xa3, 0x60, 0x14, 0xc, 0x77, 0, 0, 0x82, 0xe3, 0x93, 0xcd, 0xe8, 3, 0,
            0,
        ]
        let server = try await ScriptedServer.start { _ in .answer(headers: [("content-encoding", "gzip")], body: packed) }
        let client = outbound.client(origin: server.origin, trust: .anything, bodyLimit: 1000)
        #expect(try await client.send(OutboundRequest(.get, "/")).body == [UInt8](repeating: 32, count: 1000))
        #expect(server.requests.first?.header("accept-encoding") == "gzip")
        #expect(await failure(client, OutboundRequest(.get, "/", bodyLimit: 999)) == .bodyTooLarge(limit: 999))
        await server.stop()
    }

    @Test(arguments: [
        ("http://169.254.169.254", OutboundFailure.addressRefused), ("https://[fe80::1]:8006", .addressRefused),
        ("https://0.0.0.0:8006", .addressRefused), ("https://no..host:8006", .nameNotFound), ("ftp://a", .nameNotFound),
    ])
    func addressesAreJudgedFirst(origin: String, expected: OutboundFailure) async {
        #expect(await failure(outbound.client(origin: origin, trust: .anything, bodyLimit: 1000)) == expected)
    }

    @Test func namesAreJudgedByWhereTheyLead() async throws {
        let server = try await ScriptedServer.start { _ in .json("{}") }
        let loopback = try ["127.0.0.0/8", "::1"].map { try #require(AddressBlock($0)) }
        let strict = AsyncHTTPOutbound(policy: AddressPolicy(blocked: loopback))
        let origin = "http://localhost:\(server.port)"
        #expect(await failure(strict.client(origin: origin, trust: .anything, bodyLimit: 1000)) == .addressRefused)
        #expect(server.connections == 0)
        await server.stop()
    }
}
