import PulseCore
import PulseOutbound
import ScriptedServer
import Synchronization
import Testing

@testable import PulseProxmox

/// A cluster of two real servers.
struct ProxmoxClusterClientTests {
    private let clock = ManualWallClock()

    private func client(_ a: FakeNode, _ b: FakeNode, pinnedMember: Bool = true, pinned: Bool = true) -> ProxmoxClusterClient {
        var connection = a.connection(pinned: pinned)
        connection.cluster = ClusterMembership(name: "lab", members: [a.member(), b.member(pinned: pinnedMember)])
        return ProxmoxClusterClient(connection: connection, outbound: AsyncHTTPOutbound(), clock: clock, timeout: .seconds(60))
    }

    private func who(_ client: ProxmoxClusterClient) async throws -> String {
        String(decoding: try await client.get("/who"), as: UTF8.self)
    }

    private func failure(_ client: ProxmoxClusterClient) async -> ProxmoxFailure? {
        do {
            _ = try await client.get("/who")
            return nil
        } catch { return error }
    }

    @Test func theConfiguredAddressComesFirstAndOnce() async throws {
        let a = try await FakeNode.start("a")
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        #expect(client.endpoints.map(\.origin) == [a.server.origin, b.server.origin])
        #expect(client.endpoints.map(\.identity) == ["a", "b"])
        for _ in 0..<3 { #expect(try await who(client) == "{\"data\":\"a\"}") }
        #expect(b.server.connections == 0)
        #expect(client.endpoints.map(\.isReachable) == [true, nil])
        await a.server.stop()
        await b.server.stop()
    }

    @Test func aDeadEndpointIsLeftAndFoundAgain() async throws {
        let a = try await FakeNode.start("a")
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        #expect(try await who(client) == "{\"data\":\"a\"}")
        await a.server.stop()
        #expect(try await who(client) == "{\"data\":\"b\"}")
        #expect(client.endpoints.map(\.isReachable) == [false, true])
        #expect(client.endpoints[0].problem != nil)
        #expect(client.endpoints.health(isQuorate: true) == .healthy)
        #expect(client.endpoints.health(isQuorate: false) == .degraded)
        #expect(client.endpoints.warnings.count == 1)

        let again = try await FakeNode.start("a", port: a.server.port, certificate: a.certificate)
        await client.maintain()
        #expect(try await who(client) == "{\"data\":\"b\"}", "ten seconds have not passed")
        clock.advance(by: .seconds(10))
        await client.maintain()
        #expect(try await who(client) == "{\"data\":\"a\"}")
        #expect(client.endpoints.map(\.isReachable) == [true, true])
        #expect(client.endpoints.warnings == [])
        await again.server.stop()
        await b.server.stop()
    }

    @Test func whenNobodyAnswersTheConfiguredAddressSaysWhy() async throws {
        let a = try await FakeNode.start("a")
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        await a.server.stop()
        await b.server.stop()
        let expected = ProxmoxFailure(.connection(.refused), path: "/who")
        #expect(await failure(client) == expected)
        clock.advance(by: .seconds(3))
        #expect(await failure(client) == expected)
        #expect(client.endpoints.health(isQuorate: true) == .error)
        let again = try await FakeNode.start("b", port: a.server.port, certificate: b.certificate)
        clock.advance(by: .seconds(3))
        #expect(try await who(client) == "{\"data\":\"b\"}", "when none is healthy, the request itself looks")
        await again.server.stop()
    }

    @Test(arguments: [401, 403, 500, 595, 503]) func answersOfAnyStatusAreAnswers(status: Int) async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/who" ? .json("", status: status) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        #expect(await failure(client)?.status == status)
        #expect(a.server.requests.count == 1)
        #expect(b.server.connections == 0)
        #expect(client.endpoints[0].isReachable == true)
        await a.server.stop()
        await b.server.stop()
    }

    @Test func rateLimitsMoveOnToTheNext() async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/who" ? .json("", status: 429) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        #expect(try await who(client) == "{\"data\":\"b\"}")
        #expect(a.server.requests.count == 1)
        await a.server.stop()
        await b.server.stop()
    }

    @Test func aHangingRequestDoesNotLoseTheEndpoint() async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/slow" ? .hang : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        await #expect(throws: ProxmoxFailure(.connection(.timeout), path: "/slow")) {
            try await client.get("/slow", timeout: .milliseconds(300))
        }
        #expect(try await who(client) == "{\"data\":\"a\"}")
        await a.server.stop()
        await b.server.stop()
    }

    @Test func aMembersPinIsItsOwn() async throws {
        let a = try await FakeNode.start("a")
        let b = try await FakeNode.start("b", port: a.server.port)
        var connection = a.connection()
        var wrong = b.member()
        wrong.fingerprint = a.fingerprint
        connection.cluster = ClusterMembership(name: "lab", members: [a.member(), wrong])
        let client = ProxmoxClusterClient(connection: connection, outbound: AsyncHTTPOutbound(), clock: clock)
        await client.checkAll(timeout: .seconds(60))
        #expect(b.server.connections > 0)
        #expect(b.server.requests.isEmpty)
        #expect(client.endpoints[1].changedFingerprint == b.fingerprint)
        await a.server.stop()
        await b.server.stop()
    }

    // MARK: Certificates that change

    @Test func aChangeThatATrustedMemberConfirmsIsAccepted() async throws {
        let renewed = try ServerCertificate()
        let fingerprint = Fingerprint(certificate: renewed.der)
        let a = try await FakeNode.start("a", answers: { $0 == "/nodes/b/certificates/info" ? FakeNode.listing(fingerprint) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = client(a, b)
        await client.checkAll(timeout: .seconds(60))
        #expect(client.endpoints.map(\.isReachable) == [true, true])
        await b.server.stop()
        let again = try await FakeNode.start("b", port: a.server.port, certificate: renewed)
        await client.checkAll(timeout: .seconds(60))
        #expect(client.endpoints[1].isReachable == true)
        #expect(client.endpoints[1].changedFingerprint == nil)
        #expect(client.endpoints[1].acceptedFingerprint == fingerprint)
        #expect(again.server.requests.count == 1)
        let membership = client.endpoints.noted(on: ClusterMembership(name: "lab", members: [a.member(), b.member()]))
        #expect(membership.members[1].fingerprint == fingerprint)
        // The stored membership still has the old one; what was accepted holds.
        await client.adopt(ClusterMembership(name: "lab", members: [a.member(), b.member()]))
        await client.checkAll(timeout: .seconds(60))
        #expect(client.endpoints[1].isReachable == true)
        await a.server.stop()
        await again.server.stop()
    }

    @Test(arguments: [true, false]) func aChangeThatNobodyTrustedConfirmsWaitsForAPerson(isListed: Bool) async throws {
        let renewed = try ServerCertificate()
        let fingerprint = Fingerprint(certificate: renewed.der)
        let a = try await FakeNode.start(
            "a",
            answers: { path in
                guard path == "/nodes/b/certificates/info" else { return nil }
                return isListed ? FakeNode.listing(fingerprint) : FakeNode.listing(Fingerprint(certificate: [1]))
            })
        let b = try await FakeNode.start("b", port: a.server.port, certificate: renewed)
        // A witness whose own certificate nobody checked is none, even if it lists the new one.
        var connection = a.connection(pinned: !isListed)
        var member = b.member()
        member.fingerprint = Fingerprint(certificate: [2])
        connection.cluster = ClusterMembership(name: "lab", members: [a.member(), member])
        let client = ProxmoxClusterClient(connection: connection, outbound: AsyncHTTPOutbound(), clock: clock)
        await client.checkAll(timeout: .seconds(60))
        await client.checkAll(timeout: .seconds(60))
        #expect(b.server.requests.isEmpty, "nothing was sent to whoever it is")
        let condition = client.endpoints[1]
        #expect(condition.isReachable == false)
        #expect(condition.changedFingerprint == fingerprint)
        #expect(condition.acceptedFingerprint == nil)
        #expect(client.endpoints.warnings.contains { $0.contains(fingerprint.description) })
        let noted = client.endpoints.noted(on: connection.cluster ?? ClusterMembership(name: "", members: []))
        #expect(noted.members[1].fingerprint == Fingerprint(certificate: [2]), "the stored one stays")
        #expect(noted.members[1].changedFingerprint == fingerprint)
        #expect(a.server.count("/api2/json/nodes/b/certificates/info") == (isListed ? 0 : 1), "asked once a minute at most")
        await a.server.stop()
        await b.server.stop()
    }

    @Test func theConfiguredAddressWithAnotherCertificateIsNotPolled() async throws {
        let a = try await FakeNode.start("a")
        let client = ProxmoxClusterClient(connection: a.connection(), outbound: AsyncHTTPOutbound(), clock: clock)
        #expect(try await who(client) == "{\"data\":\"a\"}")
        await a.server.stop()
        let other = try await FakeNode.start("a", port: a.server.port)
        clock.advance(by: .seconds(60))
        #expect(await failure(client)?.kind == .connection(.fingerprintMismatch(expected: a.fingerprint, presented: other.fingerprint)))
        await client.maintain()
        #expect(other.server.requests.isEmpty)
        #expect(client.endpoints[0].changedFingerprint == other.fingerprint)
        await other.server.stop()
    }

    @Test func aServerBehindAWebServerIsFoundWithoutStoringIt() async throws {
        let certificate = try ServerCertificate()
        let front = try? await ScriptedServer.start(host: "127.0.0.77", port: 443, certificate: certificate) { _ in
            .json("{\"data\":{\"version\":\"9.0.3\"}}")
        }
        // Needs the right to listen there.
        guard let front else { return }
        var connection = ProxmoxConnection(
            id: "1", product: .pve, name: "x", host: "https://127.0.0.77:8006", credentials: .token(id: "a@pam!b", secret: "c"))
        connection.fingerprint = Fingerprint(certificate: certificate.der)
        let client = ProxmoxClusterClient(connection: connection, outbound: AsyncHTTPOutbound(), clock: clock)
        #expect(await failure(client)?.kind == .connection(.refused))
        clock.advance(by: .seconds(10))
        _ = try await client.get("/who")
        #expect(client.endpoints[0].fallback == "https://127.0.0.77:443")
        #expect(client.endpoints[0].origin == "https://127.0.0.77:8006")
        #expect(client.endpoints.warnings.count == 1)
        await front.stop()
    }
}
