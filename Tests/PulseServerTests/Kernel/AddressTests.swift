import HTTPTypes
import PulseCore
import Testing

@testable import PulseServer

@Suite struct AddressTests {
    struct Case {
        let peer: String
        let forwarded: String?
        let expected: String
        var direct = false
    }

    @Test(arguments: [
        Case(peer: "203.0.113.9", forwarded: nil, expected: "203.0.113.9"),
        Case(peer: "203.0.113.9", forwarded: "1.2.3.4", expected: "203.0.113.9"),
        Case(peer: "10.0.0.5", forwarded: "1.2.3.4", expected: "1.2.3.4"),
        Case(peer: "10.0.0.5", forwarded: "6.6.6.6, 1.2.3.4", expected: "1.2.3.4"),
        Case(peer: "10.0.0.5", forwarded: "6.6.6.6, 1.2.3.4, 10.0.0.7", expected: "1.2.3.4"),
        Case(peer: "10.0.0.5", forwarded: "10.0.0.8, 10.0.0.7", expected: "10.0.0.8"),
        Case(peer: "10.0.0.5", forwarded: "1.2.3.4, rubbish", expected: "10.0.0.5"),
        Case(peer: "::ffff:203.0.113.9", forwarded: nil, expected: "203.0.113.9"),
        Case(peer: "2001:db8:0:0:1::9", forwarded: nil, expected: "2001:db8::1:0:0:9"),
        Case(peer: "127.0.0.1", forwarded: nil, expected: "127.0.0.1", direct: true),
        Case(peer: "::1", forwarded: nil, expected: "::1", direct: true),
        Case(peer: "127.0.0.1", forwarded: "8.8.8.8", expected: "127.0.0.1"),
    ])
    func resolvesTheCaller(_ example: Case) throws {
        var headers = HTTPFields()
        headers[.forwardedFor] = example.forwarded
        let caller = CallerAddress(
            peer: example.peer, isTLS: false, headers: headers, authority: "h",
            proxies: try TrustedProxies(parsing: "10.0.0.0/24, nonsense"))
        #expect(caller.text == example.expected)
        #expect(caller.isDirectLoopback == example.direct)
    }

    @Test func believesSchemeAndHostOnlyFromTrustedProxies() throws {
        let headers: HTTPFields = [.forwardedProto: "https", .forwardedHost: "pulse.example, inner"]
        let proxies = try TrustedProxies(parsing: "10.0.0.5")
        let trusted = CallerAddress(peer: "10.0.0.5", isTLS: false, headers: headers, authority: "inner:7655", proxies: proxies)
        let stranger = CallerAddress(peer: "10.0.0.6", isTLS: false, headers: headers, authority: "inner:7655", proxies: proxies)
        #expect(trusted.isSecure && trusted.host == "pulse.example")
        #expect(!stranger.isSecure && stranger.host == "inner:7655")
    }

    @Test func refusesToTrustEverything() {
        #expect(throws: PulseError.self) { try TrustedProxies(parsing: "0.0.0.0/0") }
        #expect(throws: PulseError.self) { try TrustedProxies(parsing: "::/0") }
        #expect(throws: Never.self) { try TrustedProxies(parsing: "") }
        #expect((try? TrustedProxies(parsing: "10.0.0.0/8"))?.warnings.count == 1)
    }

    @Test func countsAHouseholdOnce() throws {
        let first = try #require(IPAddress("2001:db8:1:2::1"))
        let second = try #require(IPAddress("2001:db8:1:2:ffff::9"))
        let other = try #require(IPAddress("2001:db8:1:3::1"))
        #expect(first.rateKey == second.rateKey)
        #expect(first.rateKey != other.rateKey)
        #expect(IPAddress("1.2.3.256") == nil && IPAddress("") == nil && IPAddress("x") == nil)
    }
}
