import PulseCore
import PulseOutbound
import Testing

@testable import PulseProxmox

struct MembershipTests {
    private let now = Timestamp(seconds: 1_700_000_000)

    private func sighting(
        _ names: [String], quorate: Bool? = true, name: String = "lab", ip: (String) -> String = { "10.0.0.\($0.utf8.count)" }
    )
        -> ClusterSighting
    {
        let members = names.enumerated().map { index, name in
            ClusterSighting.Member(name: name, nativeID: "\(index + 1)", ip: ip(name), isLocal: index == 0)
        }
        return ClusterSighting(name: name, isQuorate: quorate, members: members)
    }

    @Test func answersAreRead() throws {
        let seen = try ClusterSighting(answer: Array(FakeNode.status().utf8))
        #expect(seen.name == "lab")
        #expect(seen.isCluster)
        #expect(seen.isQuorate == true)
        #expect(seen.members.map(\.name) == ["a", "b"])
        #expect(seen.members.map(\.nativeID) == ["1", "2"])
        #expect(seen.members.map(\.ip) == ["127.0.0.2", "127.0.0.3"])
        #expect(seen.members.map(\.isLocal) == [true, false])
    }

    @Test func aLoneNodeIsNoCluster() throws {
        let text =
            "{\"data\":[{\"type\":\"node\",\"name\":\"pve\",\"nodeid\":0,\"id\":\"node/pve\",\"local\":1,\"online\":\"1\",\"ip\":null},{\"type\":\"node\"},7]}"
        let seen = try ClusterSighting(answer: Array(text.utf8))
        #expect(!seen.isCluster)
        #expect(seen.isQuorate == nil)
        #expect(seen.members == [ClusterSighting.Member(name: "pve", isLocal: true)])
        var book = MembershipBook(nil)
        #expect(book.saw(seen, beside: nil, at: now) == false)
        #expect(book.membership == nil)
    }

    @Test func membersLeaveAfterTwoAuthoritativeAbsences() {
        var book = MembershipBook(nil)
        #expect(book.saw(sighting(["a", "bb", "ccc"]), beside: nil, at: now) == true)
        #expect(book.saw(sighting(["a", "bb"]), beside: nil, at: now) == false)
        #expect(book.membership?.members.count == 3, "missing once is kept")
        #expect(book.saw(sighting(["a", "bb"]), beside: nil, at: now) == true)
        #expect(book.membership?.members.map(\.name) == ["a", "bb"])
    }

    @Test func manyMembersAreKeptAndTheirNumberIsBounded() {
        var book = MembershipBook(nil)
        book.saw(sighting((0..<500).map { "n\($0)" }), beside: nil, at: now)
        #expect(book.membership?.members.count == 500)
        book.saw(sighting((0..<2000).map { "n\($0)" }), beside: nil, at: now)
        #expect(book.membership?.members.count == ClusterMembership.memberLimit)
        book.saw(sighting((0..<2000).map { "n\($0)" }), beside: nil, at: now)
        #expect(book.membership?.members.map(\.name) == (0..<1024).map { "n\($0)" }, "those that are followed stay")
    }

    @Test func oneSightingStartsTheCountAgain() {
        var book = MembershipBook(nil)
        for names in [["a", "bb"], ["a"], ["a", "bb"], ["a"]] { book.saw(sighting(names), beside: nil, at: now) }
        #expect(book.membership?.members.count == 2)
    }

    @Test(
        arguments: [
            (false, "lab", true), (nil, "lab", true), (true, "other", true), (true, "lab", false),
        ] as [(Bool?, String, Bool)])
    func onlyTheQuorateClusterItselfSaysWhoIsGone(quorate: Bool?, name: String, isCluster: Bool) {
        var book = MembershipBook(nil)
        book.saw(sighting(["a", "bb"]), beside: nil, at: now)
        var partial = sighting(["a"], quorate: quorate, name: name)
        partial.isCluster = isCluster
        for _ in 0..<5 { book.saw(partial, beside: nil, at: now) }
        #expect(book.membership?.members.count == 2)
        #expect(book.membership?.name == "lab")
    }

    @Test func whatPeopleSaidStaysWithTheMember() throws {
        var known = ClusterMember(identity: "id-7", name: "bb", isOnline: false)
        known.displayName = "Big box"
        known.ipOverride = "192.0.2.9"
        known.fingerprint = Fingerprint(certificate: [1])
        known.nativeID = "2"
        known.ip = "10.0.0.2"
        var book = MembershipBook(ClusterMembership(name: "lab", members: [known]))
        let host = try HostAddress("pve.example:18006", product: .pve)
        #expect(book.saw(sighting(["a", "renamed"], ip: { $0 == "a" ? "10.0.0.1" : "10.0.0.2" }), beside: host, at: now) == true)
        let member = try #require(book.membership?.members.first)
        #expect(member.identity == "id-7")
        #expect(member.name == "renamed")
        #expect(member.aliases == ["bb"])
        #expect(member.displayName == "Big box")
        #expect(member.ipOverride == "192.0.2.9")
        #expect(member.fingerprint == Fingerprint(certificate: [1]))
        #expect(member.isOnline)
        #expect(member.lastSeen == now)
        #expect(member.host == "https://renamed:18006")
        #expect(book.membership?.members.last?.identity == "a")
    }

    @Test func fingerprintsAreNeverReplacedByPinning() {
        var book = MembershipBook(nil)
        book.saw(sighting(["a", "bb"]), beside: nil, at: now)
        let first = Fingerprint(certificate: [1])
        book.pin(["a": first])
        book.pin(["a": Fingerprint(certificate: [2]), "nobody": first])
        #expect(book.membership?.members.map(\.fingerprint) == [first, nil])
    }

    // MARK: Where members are asked

    private func member(ip: String? = "10.0.0.2", host: String? = "https://bb:8006", override: String? = nil, pin: Fingerprint? = nil)
        -> ClusterMember
    {
        var member = ClusterMember(identity: "bb", name: "bb", isOnline: true)
        member.ip = ip
        member.host = host
        member.ipOverride = override
        member.fingerprint = pin
        return member
    }

    @Test func addressesFollowTheirOrder() throws {
        let own = try HostAddress("pve.example", product: .pve)
        let pin = Fingerprint(certificate: [1])
        let policy = AddressPolicy()
        func address(_ member: ClusterMember, names: Bool, beside: HostAddress? = nil, policy: AddressPolicy = policy) -> String? {
            member.address(beside: beside ?? own, verifiesNames: names, policy: policy)?.description
        }
        #expect(address(member(), names: false) == "https://10.0.0.2:8006")
        #expect(address(member(), names: true) == "https://bb:8006")
        #expect(address(member(pin: pin), names: true) == "https://10.0.0.2:8006", "a pin names a certificate, not a host")
        #expect(address(member(ip: nil), names: false) == "https://bb:8006")
        #expect(address(member(ip: nil, host: nil), names: false) == nil)
        #expect(address(member(override: "192.0.2.1"), names: true) == "https://192.0.2.1:8006")
        #expect(address(member(), names: false, beside: try HostAddress("x:18006", product: .pve)) == "https://10.0.0.2:18006")
        #expect(address(member(), names: false, beside: try HostAddress("x:443", product: .pve)) == "https://10.0.0.2:8006")
        #expect(address(member(), names: false, beside: try HostAddress("http://x", product: .pve)) == "http://10.0.0.2:8006")
        let strict = AddressPolicy(blocked: [try #require(AddressBlock("10.0.0.0/8")), try #require(AddressBlock("192.0.2.0/24"))])
        #expect(address(member(host: nil), names: false, policy: strict) == nil, "discovered addresses are judged")
        #expect(address(member(override: "192.0.2.1"), names: false, policy: strict) == "https://192.0.2.1:8006", "people's word is not")
        #expect(address(member(ip: "169.254.1.1"), names: false) == "https://bb:8006")
    }

    @Test func endpointsAreTrustedEachOnItsOwn() throws {
        var connection = ProxmoxConnection(
            id: "1", product: .pve, name: "c", host: "https://10.0.0.1:8006", credentials: .token(id: "a@pam!b", secret: "c"))
        connection.fingerprint = Fingerprint(certificate: [1])
        var a = ClusterMember(identity: "a", name: "a", isOnline: true)
        a.ip = "10.0.0.1"
        let pin = Fingerprint(certificate: [2])
        var c = ClusterMember(identity: "c", name: "c", isOnline: true)
        c.ip = "10.0.0.3"
        let membership = ClusterMembership(name: "lab", members: [a, member(pin: pin), c])
        let plan = EndpointPlan(connection, membership: membership, policy: AddressPolicy())
        #expect(plan.endpoints.map(\.identity) == ["a", "bb", "c"])
        #expect(
            plan.endpoints.map(\.trust) == [.pinned(Fingerprint(certificate: [1])), .pinned(pin), .system],
            "no pin yet, and nobody else is believed")
        var trusting = connection
        trusting.fingerprint = nil
        let open = EndpointPlan(trusting, membership: membership, policy: AddressPolicy())
        #expect(open.endpoints.map(\.trust) == [.anything, .pinned(pin), .anything])
        connection.verifySSL = true
        let verified = EndpointPlan(connection, membership: membership, policy: AddressPolicy())
        #expect(verified.endpoints.map(\.trust) == [.pinned(Fingerprint(certificate: [1])), .pinned(pin), .system])
        let many = (0..<1200).map { index in
            var member = ClusterMember(identity: "n\(index)", name: "n\(index)", isOnline: index != 3)
            member.ip = "10.1.\(index / 200).\(index % 200)"
            return member
        }
        let bounded = EndpointPlan(connection, membership: ClusterMembership(name: "x", members: many), policy: AddressPolicy())
        #expect(bounded.endpoints.count == 1025)
        #expect(bounded.endpoints[4].identity == "n4" && bounded.endpoints.last?.identity == "n3", "who is off comes last")
    }

    // MARK: Which clusters are one

    @Test(arguments: [
        (true, true, true, true, true), (true, false, true, true, true), (false, true, true, true, true), (false, true, true, false, false),
        (false, true, false, true, false), (true, true, false, false, true), (true, false, false, true, false),
        (true, false, true, false, false),
        (false, false, true, true, false), (false, false, false, false, false), (false, true, false, false, false),
    ])
    func clustersAreOneOnEvidence(certificate: Bool, address: Bool, name: Bool, members: Bool, expected: Bool) {
        let one = ClusterEvidence(name: "prod", members: ["a", "b"], addresses: ["x", "y"], fingerprints: [Fingerprint(certificate: [1])])
        let other = ClusterEvidence(
            name: name ? "prod" : "test", members: members ? ["b", "a"] : ["a", "c"], addresses: address ? ["y", "z"] : ["z"],
            fingerprints: [Fingerprint(certificate: certificate ? [1] : [2])])
        #expect(one.isSameCluster(as: other) == expected)
        #expect(other.isSameCluster(as: one) == expected)
    }
}
