import PulseAlerts
import PulseCore
import PulseOutbound
import ScriptedServer
import Testing

@testable import PulseNotifications

/// The channel against real sockets on loopback.
@Suite("Webhooks are delivered")
struct WebhookChannelTests {
    private static let loopback = WebhookAddressRules(allowedPrivate: [AddressBlock("127.0.0.0/8")].compactMap { $0 })
    /// `named.example` leads to this machine, `rebound.example` to a public address too.
    private static let lookup = AddressRulesTests.lookup([
        "named.example": ["127.0.0.1"], "rebound.example": ["127.0.0.1", "10.0.0.1"], "second.example": ["127.0.0.9", "127.0.0.1"],
    ])

    private func channel(_ rules: WebhookAddressRules = loopback, proxies: ProxySettings = ProxySettings()) -> WebhookChannel {
        WebhookChannel(
            http: CheckedHTTP(proxies: proxies, lookup: Self.lookup), rules: { rules },
            clock: ManualWallClock(Timestamp(seconds: 1_760_000_100)))
    }

    private func failure(_ outcome: DeliveryOutcome) -> DeliveryFailure? { if case .failed(let failure) = outcome { failure } else { nil } }

    @Test func aDeliveryIsSignedAndNamed() async throws {
        let server = try await ScriptedServer.start { _ in .answer(status: 204) }
        var settings = Sample.settings(url: server.origin + "/hook?a=b")
        settings.signingSecret = "s3cret"
        settings.headers = ["Authorization": "Bearer x"]
        let message = Sample.message()
        let outcome = await channel().deliver(message, to: settings)
        let seen = try #require(server.requests.first)
        #expect(outcome == .delivered(DeliveryReceipt(status: 204, response: "", payloadSize: seen.body.count)))
        #expect(seen.method == "POST" && seen.target == "/hook?a=b" && seen.header("authorization") == "Bearer x")
        let expected = WebhookSignature.headers(secret: "s3cret", body: seen.body, at: Timestamp(seconds: 1_760_000_100))
        #expect(expected.allSatisfy { seen.header($0.name) == $0.value } && seen.header("x-pulse-timestamp") == "1760000100")
        #expect(seen.header("content-type") == "application/json")
        await server.stop()
    }

    /// Computed with `openssl dgst -sha256 -hmac`.
    @Test func signaturesAreThoseOfTheDocumentation() {
        let headers = WebhookSignature.headers(secret: "key", body: Array("body".utf8), at: Timestamp(seconds: 1))
        #expect(headers.map(\.value) == ["1", "v1=91b5374b153842ad05b2c4eab9349b8321b14703165bd3fb8b034dfb8be98ae5"])
    }

    @Test func connectionsGoToTheCheckedAddressUnderTheName() async throws {
        let server = try await ScriptedServer.start { _ in .json("{}") }
        let outcome = await channel().deliver(Sample.message(), to: Sample.settings(url: "http://named.example:\(server.port)/x"))
        #expect(failure(outcome) == nil)
        #expect(server.requests.first?.header("host") == "named.example:\(server.port)")
        let second = await channel().deliver(Sample.message(), to: Sample.settings(url: "http://second.example:\(server.port)/x"))
        #expect(failure(second) == nil && server.requests.count == 2)
        let mixed = await channel().deliver(Sample.message(), to: Sample.settings(url: "http://rebound.example:\(server.port)/x"))
        #expect(failure(mixed)?.kind == .configuration && failure(mixed)?.isPermanent == true)
        let refused = await channel(WebhookAddressRules()).deliver(Sample.message(), to: Sample.settings(url: server.origin))
        #expect(failure(refused)?.kind == .configuration && server.connections == 2)
        await server.stop()
    }

    @Test func redirectsAreCheckedAndKeepTheMessage() async throws {
        let target = try await ScriptedServer.start { _ in .json("{}") }
        let server = try await ScriptedServer.start { request in
            switch request.path {
            case "/kept": .answer(status: 307, headers: [("Location", target.origin + "/there")])
            case "/same": .answer(status: 308, headers: [("Location", "/end")])
            case "/get": .answer(status: 302, headers: [("Location", "/end")])
            case "/round": .answer(status: 307, headers: [("Location", "/round")])
            case "/inner": .answer(status: 307, headers: [("Location", "http://10.0.0.5/")])
            case "/meta": .answer(status: 307, headers: [("Location", "http://169.254.169.254/latest")])
            default: .json("{}")
            }
        }
        var settings = Sample.settings()
        settings.headers = ["Authorization": "Bearer x"]
        var outcomes: [String: DeliveryFailure?] = [:]
        for path in ["/kept", "/same", "/get", "/round", "/inner", "/meta"] {
            settings.url = server.origin + path
            outcomes[path] = failure(await channel().deliver(Sample.message(), to: settings))
        }
        #expect(outcomes["/kept"] == .some(nil) && outcomes["/same"] == .some(nil))
        let there = try #require(target.requests.first)
        #expect(there.method == "POST" && there.target == "/there" && there.header("authorization") == nil && !there.body.isEmpty)
        #expect(server.requests.first { $0.path == "/end" }?.header("authorization") == "Bearer x")
        #expect(outcomes["/get"]??.status == 302 && outcomes["/round"]??.kind == .rejected && server.count("/round") == 4)
        #expect(outcomes["/inner"]??.kind == .configuration && outcomes["/meta"]??.kind == .configuration)
        await server.stop()
        await target.stop()
    }

    @Test(
        arguments: [
            (200, nil, false), (201, nil, false), (400, .rejected, true), (401, .authentication, true), (403, .authentication, true),
            (404, .rejected, true),
            (408, .connectivity, false), (421, .rejected, false), (423, .rejected, false), (425, .rejected, false),
            (429, .rateLimited, false), (500, .unknown, false),
            (503, .unknown, false), (304, .rejected, true),
        ] as [(Int, DeliveryFailure.Class?, Bool)]) func answersAreJudged(status: Int, kind: DeliveryFailure.Class?, isPermanent: Bool)
        async throws
    {
        let server = try await ScriptedServer.start { _ in
            .answer(status: status, headers: [("Retry-After", "7")], body: Array("said secret-1 tok1".utf8))
        }
        var settings = Sample.settings(.pushover, url: server.origin)
        settings.headers = ["Authorization": "Bearer secret-1"]
        let outcome = failure(await channel().deliver(Sample.message(), to: settings))
        #expect(outcome?.kind == kind && outcome?.isPermanent ?? isPermanent == isPermanent)
        #expect(outcome?.status ?? status == status)
        #expect(outcome?.retryAfter == ([429, 500, 503].contains(status) ? .seconds(7) : nil))
        #expect(outcome.map { "\($0)" }?.contains("secret-1") != true && outcome.map { "\($0)" }?.contains("tok1") != true)
        await server.stop()
    }

    @Test func pagerDutyStopsAtTheFirstFailure() async throws {
        let server = try await ScriptedServer.start { $0.text.contains("vm-3::") ? .answer(status: 500) : .answer(status: 202) }
        let alerts = (1...5).map { Sample.alert($0) }
        let outcome = await channel().deliver(Sample.message(alerts), to: Sample.settings(.pagerduty, url: server.origin))
        #expect(failure(outcome)?.status == 500 && failure(outcome)?.alertsDelivered == 2 && server.requests.count == 3)
        let good = await channel().deliver(Sample.message(Array(alerts.prefix(2))), to: Sample.settings(.pagerduty, url: server.origin))
        #expect(failure(good) == nil && server.requests.count == 5)
        await server.stop()
    }

    @Test func theNetworkFailsInItsClasses() async throws {
        let reset = try await ScriptedServer.start { _ in .reset }
        #expect(failure(await channel().deliver(Sample.message(), to: Sample.settings(url: reset.origin)))?.kind == .connectivity)
        await reset.stop()
        #expect(failure(await channel().deliver(Sample.message(), to: Sample.settings(url: reset.origin)))?.kind == .connectivity)
        let encrypted = try await ScriptedServer.start(certificate: ServerCertificate()) { _ in .json("{}") }
        #expect(failure(await channel().deliver(Sample.message(), to: Sample.settings(url: encrypted.origin)))?.kind == .tls)
        #expect(encrypted.requests.isEmpty)
        await encrypted.stop()
        let unknown = failure(await channel().deliver(Sample.message(), to: Sample.settings(url: "https://nowhere.example/")))
        #expect(unknown?.kind == .connectivity && unknown?.isPermanent == false)
    }

    @Test func longAnswersAreCut() async throws {
        let server = try await ScriptedServer.start { _ in .endless(bytes: 64 << 20) }
        guard case .delivered(let receipt) = await channel().deliver(Sample.message(), to: Sample.settings(url: server.origin)) else {
            Issue.record("not delivered")
            return
        }
        #expect(receipt.response.utf8.count <= 4096)
        await server.stop()
        #expect(server.bytesWritten < 64 << 20)
    }

    @Test func aTeamsConnectorThatOnlySeemsToWorkFails() async throws {
        let server = try await ScriptedServer.start { _ in .answer(body: Array("Webhook message delivery failed with error: 429".utf8)) }
        #expect(failure(await channel().deliver(Sample.message(), to: Sample.settings(.teams, url: server.origin)))?.isPermanent == false)
        #expect(failure(await channel().deliver(Sample.message(), to: Sample.settings(.generic, url: server.origin))) == nil)
        await server.stop()
    }

    @Test func proxiesAreAskedByName() async throws {
        let proxy = try await ScriptedServer.start { _ in .json("{}") }
        let proxies = ProxySettings(environment: ["HTTP_PROXY": proxy.origin.replacing("//", with: "//me:pw@")])
        let outcome = await channel(proxies: proxies).deliver(
            Sample.message(), to: Sample.settings(url: "http://only-the-proxy-knows.example/x"))
        #expect(failure(outcome) == nil && proxy.requests.first?.target == "http://only-the-proxy-knows.example:80/x")
        #expect(proxy.requests.first?.header("host") == "only-the-proxy-knows.example")
        #expect(proxy.requests.first?.header("proxy-authorization") == "Basic bWU6cHc=")
        let refused = await channel(WebhookAddressRules(), proxies: proxies).deliver(
            Sample.message(), to: Sample.settings(url: "http://10.0.0.5/"))
        #expect(failure(refused)?.kind == .configuration && proxy.requests.count == 1)
        await proxy.stop()
    }

    @Test(arguments: [
        ("7", 7.0), ("0", 0), ("1.5", 1.5), ("Thu, 09 Oct 2025 08:55:40 GMT", 40), ("Thu, 09 Oct 2025 08:54:00 GMT", -60), ("-3", nil),
        ("soon", nil), ("", nil),
    ]) func waitsAreRead(text: String, seconds: Double?) {
        #expect(WebhookAnswer.wait(text, now: Timestamp(seconds: 1_760_000_100)) == seconds.map { .milliseconds(Int64($0 * 1000)) })
    }
}
