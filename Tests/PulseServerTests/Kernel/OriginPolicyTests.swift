import HTTPTypes
import Testing

@testable import PulseServer

@Suite struct OriginPolicyTests {
    struct Case: Sendable {
        let origin: String?
        var host = "pulse.example:7655"
        var secure = false
        var allowed: [String] = []
        var usesCookie = true
        var peerIsPrivate = false
        let accepted: Bool
    }

    static let cases: [Case] = [
        Case(origin: nil, accepted: false),
        Case(origin: nil, usesCookie: false, accepted: true),
        Case(origin: "http://pulse.example:7655", accepted: true),
        Case(origin: "HTTP://PULSE.example:7655", accepted: true),
        Case(origin: "https://pulse.example", host: "pulse.example:443", accepted: true),
        Case(origin: "https://pulse.example", host: "pulse.example", secure: false, accepted: true),
        Case(origin: "http://pulse.example:8080", accepted: false),
        Case(origin: "http://evil.example", accepted: false),
        Case(origin: "http://evil.example", usesCookie: false, accepted: false),
        Case(origin: "null", accepted: false),
        Case(origin: "ftp://pulse.example:7655", accepted: false),
        Case(origin: "http://evil.example/pulse.example:7655", accepted: false),
        Case(origin: "http://pulse.example:7655@evil.example", accepted: false),
        Case(origin: "http://other.example", allowed: ["http://other.example"], accepted: true),
        Case(origin: "http://other.example", allowed: ["*"], accepted: true),
        Case(origin: "http://localhost:5173", peerIsPrivate: true, accepted: true),
        Case(origin: "http://localhost:5173", peerIsPrivate: false, accepted: false),
        Case(origin: "http://192.168.1.4:3000", peerIsPrivate: true, accepted: true),
        Case(origin: "http://[fd00::1]:3000", peerIsPrivate: true, accepted: true),
        Case(origin: "http://nas.lan", peerIsPrivate: true, accepted: true),
        Case(origin: "http://a.nas.lan", peerIsPrivate: true, accepted: true),
        Case(origin: "http://b.a.nas.lan", peerIsPrivate: true, accepted: false),
        Case(origin: "http://nas.lan", allowed: ["http://x.example"], peerIsPrivate: true, accepted: false),
        Case(origin: "http://8.8.8.8", peerIsPrivate: true, accepted: false),
        Case(origin: "https://127.0.0.1:7655.evil.example", peerIsPrivate: true, accepted: false),
        Case(origin: "http://[::1].evil.example", peerIsPrivate: true, accepted: false),
        Case(origin: "http://127.0.0.1:", peerIsPrivate: true, accepted: false),
    ]

    @Test(arguments: cases)
    func decides(_ example: Case) {
        let caller = CallerAddress(
            peer: "203.0.113.9", isTLS: example.secure, headers: [:], authority: example.host, proxies: .none)
        let policy = OriginPolicy(allowed: CORSPolicy(origins: example.allowed))
        let accepted = policy.accepts(
            example.origin, caller: caller, usesCookie: example.usesCookie, peerIsPrivate: example.peerIsPrivate)
        #expect(accepted == example.accepted)
    }

    @Test(
        arguments: [
            ([], "http://a", nil, nil), (["*"], "http://a", "*", nil), (["http://a"], "http://a", "http://a", "true"),
            (["http://a"], "http://b", nil, nil),
        ] as [([String], String, String?, String?)])
    func answersCORS(allowed: [String], origin: String, expected: String?, credentials: String?) {
        var headers = HTTPFields()
        CORSPolicy(origins: allowed).apply(to: &headers, origin: origin)
        #expect(headers[.accessControlAllowOrigin] == expected)
        #expect(headers[.accessControlAllowCredentials] == credentials)
        if !allowed.isEmpty, expected != "*" { #expect(headers[.vary] == "Origin") }
    }
}
