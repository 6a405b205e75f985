import PulseCore
import PulseOutbound
import ScriptedServer
import Synchronization
import Testing

@testable import PulseProxmox

struct ClusterDiscoveryTests {
    private let clock = ManualWallClock()
    private var discovery: ClusterDiscovery { ClusterDiscovery(outbound: AsyncHTTPOutbound(), clock: clock) }

    @Test func membersAreFoundCheckedAndPinned() async throws {
        let certificate = try ServerCertificate()
        let fingerprint = Fingerprint(certificate: certificate.der)
        let a = try await FakeNode.start(
            "a",
            answers: { path in
                switch path {
                case "/cluster/status": .json(FakeNode.status(members: ["a", "b", "c"]))
                case "/nodes/b/certificates/info": FakeNode.listing(fingerprint)
                default: nil
                }
            })
        let b = try await FakeNode.start("b", port: a.server.port, certificate: certificate)
        let membership = try #require(try await discovery.membership(of: a.connection()))
        #expect(membership.name == "lab")
        #expect(membership.members.map(\.name) == ["a", "b", "c"])
        #expect(membership.members.map(\.fingerprint) == [nil, fingerprint, nil])
        #expect(membership.members.map(\.isReachable) == [true, true, false])
        #expect(membership.members[2].problem != nil)
        #expect(membership.members.allSatisfy { $0.lastChecked == clock.now })
        #expect(membership.members[1].host == "https://b:\(a.server.port)")
        await a.server.stop()
        await b.server.stop()
    }

    @Test func aCertificateThatTheClusterDoesNotListIsNotTrusted() async throws {
        let listed = Fingerprint(certificate: [7])
        let a = try await FakeNode.start("a", answers: { $0 == "/nodes/b/certificates/info" ? FakeNode.listing(listed) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let membership = try #require(try await discovery.membership(of: a.connection()))
        #expect(membership.members[1].fingerprint == listed)
        #expect(membership.members[1].isReachable == false)
        #expect(membership.members[1].changedFingerprint == b.fingerprint)
        #expect(b.server.requests.isEmpty)
        await a.server.stop()
        await b.server.stop()
    }

    @Test func withoutAListTheFirstContactCounts() async throws {
        let a = try await FakeNode.start("a", answers: { $0.hasSuffix("/certificates/info") ? .json("", status: 403) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let membership = try #require(try await discovery.membership(of: a.connection()))
        #expect(membership.members[1].fingerprint == b.fingerprint)
        #expect(membership.members[1].isReachable == true)
        await a.server.stop()
        await b.server.stop()
    }

    /// The system vouches for nobody here, so a trusted list is needed; a pin makes the configured address a witness.
    @Test(arguments: [true, false]) func underTheSystemsAuthoritiesOnlyListedCertificatesArePinned(isListed: Bool) async throws {
        let certificate = try ServerCertificate()
        let fingerprint = Fingerprint(certificate: certificate.der)
        let a = try await FakeNode.start(
            "a",
            answers: { path in
                guard path == "/nodes/b/certificates/info" else { return nil }
                return isListed ? FakeNode.listing(fingerprint) : .json("", status: 403)
            })
        let b = try await FakeNode.start("b", port: a.server.port, certificate: certificate)
        var connection = a.connection()
        connection.verifySSL = true
        let membership = try #require(try await discovery.membership(of: connection))
        #expect(membership.members[1].fingerprint == (isListed ? fingerprint : nil))
        #expect(membership.members[1].isReachable == isListed)
        #expect(b.server.requests.isEmpty == !isListed)
        await a.server.stop()
        await b.server.stop()
    }

    @Test func overridesSurviveARefresh() async throws {
        let a = try await FakeNode.start("a")
        let b = try await FakeNode.start("b", port: a.server.port)
        var connection = a.connection()
        var known = b.member()
        known.displayName = "Box"
        known.ipOverride = "127.0.0.3"
        connection.cluster = ClusterMembership(name: "lab", members: [a.member(), known])
        let membership = try #require(try await discovery.membership(of: connection))
        #expect(membership.members[1].displayName == "Box")
        #expect(membership.members[1].ipOverride == "127.0.0.3")
        #expect(membership.members[1].fingerprint == b.fingerprint)
        await a.server.stop()
        await b.server.stop()
    }

    @Test func aLoneNodeHasNone() async throws {
        let lone = "{\"data\":[{\"type\":\"node\",\"name\":\"a\",\"local\":1}]}"
        let a = try await FakeNode.start("a", answers: { $0 == "/cluster/status" ? .json(lone) : nil })
        #expect(try await discovery.membership(of: a.connection()) == nil)
        await a.server.stop()
    }

    @Test func aFailureIsToldAsItIs() async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/cluster/status" ? .json("", status: 401) : nil })
        await #expect(throws: ProxmoxFailure(.authentication, status: 401, path: "/cluster/status")) {
            try await discovery.membership(of: a.connection())
        }
        await a.server.stop()
    }

    @Test func theBookAndTheClientFollowTheCluster() async throws {
        let members = Mutex(["a", "b"])
        let a = try await FakeNode.start(
            "a", answers: { $0 == "/cluster/status" ? .json(FakeNode.status(members: members.withLock { $0 })) : nil })
        let b = try await FakeNode.start("b", port: a.server.port)
        let client = ProxmoxClusterClient(connection: a.connection(), outbound: AsyncHTTPOutbound(), clock: clock)
        #expect(client.endpoints.count == 1)
        var book = MembershipBook(nil)
        try await discovery.refresh(&book, through: client)
        #expect(client.endpoints.map(\.identity) == ["a", "b"])
        members.withLock { $0 = ["a"] }
        try await discovery.refresh(&book, through: client)
        #expect(client.endpoints.count == 2)
        let sighting = try await discovery.refresh(&book, through: client)
        #expect(sighting.isQuorate == true)
        #expect(client.endpoints.map(\.identity) == ["a"])
        #expect(book.membership?.members.count == 1)
        await a.server.stop()
        await b.server.stop()
    }
}
