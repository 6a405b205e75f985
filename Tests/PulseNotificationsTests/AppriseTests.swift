import PulseCore
import PulseOutbound
import Synchronization
import Testing

@testable import PulseNotifications

@Suite("Apprise")
struct AppriseTests {
    private static func settings(_ change: (inout AppriseSettings) -> Void) -> AppriseSettings {
        var settings = AppriseSettings()
        settings.enabled = true
        change(&settings)
        return settings
    }

    /// Answers as told and keeps the requests.
    private final class Peer: Sendable {
        let requests = Mutex<[(request: OutboundRequest, url: String, trust: TLSTrust)]>([])
        let answer: Result<OutboundResponse, DeliveryFailure>
        init(_ answer: Result<OutboundResponse, DeliveryFailure>) { self.answer = answer }

        var channel: AppriseChannel {
            AppriseChannel { request, url, trust throws(DeliveryFailure) in
                self.requests.withLock { $0.append((request, url, trust)) }
                return try self.answer.get()
            }
        }
    }

    @Test func theAddressIsThatOfTheServerAndTheKey() async throws {
        let peer = Peer(.success(OutboundResponse(status: 200, body: Array("sent with k3y-value".utf8))))
        let settings = Self.settings {
            $0.mode = .http
            $0.serverURL = " https://apprise.example.org:8000/base/ "
            $0.configKey = "my key/1"
            $0.apiKey = "k3y-value"
            $0.targets = ["json://a", "json://a", " mailto://b "]
            $0.skipTLSVerify = true
        }
        let outcome = await peer.channel.deliver(Samples.message([Samples.alert(level: .critical)]), to: settings)
        guard case .delivered(let receipt) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(receipt.status == 200 && receipt.response == "sent with ***")
        let sent = try #require(peer.requests.withLock { $0.first })
        #expect(sent.url == "https://apprise.example.org:8000/base/notify/my%20key%2F1")
        #expect(sent.trust == .anything)
        #expect(sent.request.method == .post && sent.request.timeout == .seconds(15))
        #expect(sent.request.headers.first { $0.name == "X-API-KEY" }?.value == "k3y-value")
        let body = String(decoding: sent.request.body, as: UTF8.self)
        #expect(body.contains(#""title":"Pulse alert: web1""#) && body.contains(#""type":"failure""#))
        #expect(body.contains(#""urls":["json://a","mailto://b"]"#))
    }

    @Test(arguments: [
        (204, DeliveryFailure.Class.configuration, true), (400, .rejected, true), (401, .authentication, true),
        (403, .authentication, true),
        (404, .rejected, true), (424, .rejected, false), (429, .rateLimited, false), (500, .unknown, false), (408, .connectivity, false),
    ])
    func answers(status: Int, kind: DeliveryFailure.Class, isPermanent: Bool) async {
        let peer = Peer(.success(OutboundResponse(status: status, headers: [("Retry-After", "7")], body: Array("no".utf8))))
        let settings = Self.settings { ($0.mode, $0.serverURL) = (.http, "http://a") }
        guard case .failed(let failure) = await peer.channel.deliver(Samples.message(), to: settings) else { return #expect(Bool(false)) }
        #expect(failure.kind == kind && failure.isPermanent == isPermanent && failure.status == status)
        #expect(failure.retryAfter == .seconds(7))
    }

    @Test func refusedAddressesStayRefused() async {
        let refused = DeliveryFailure(.configuration, "The address is not used", isPermanent: true)
        let settings = Self.settings { ($0.mode, $0.serverURL) = (.http, "http://169.254.169.254") }
        #expect(await Peer(.failure(refused)).channel.deliver(Samples.message(), to: settings) == .failed(refused))
    }

    @Test func theRealRulesHold() async {
        let channel = AppriseChannel(http: CheckedHTTP(), rules: { WebhookAddressRules() })
        for url in ["http://169.254.169.254", "http://127.0.0.1:1", "http://localhost", "ftp://example.org", "http://u:p@example.org", "x"]
        {
            let settings = Self.settings { ($0.mode, $0.serverURL) = (.http, url) }
            guard case .failed(let failure) = await channel.deliver(Samples.message(), to: settings) else {
                return #expect(Bool(false), "\(url)")
            }
            #expect(failure.kind == .configuration && failure.isPermanent, "\(url): \(failure)")
        }
    }

    @Test(arguments: [("X-API-KEY\r\nEvil: 1", "k"), ("Host", "k"), ("Content-Length", "k"), ("a b", "k")])
    func headersCannotBeForged(name: String, value: String) async {
        let settings = Self.settings { ($0.mode, $0.serverURL, $0.apiKeyHeader, $0.apiKey) = (.http, "http://a", name, value) }
        let peer = Peer(.success(OutboundResponse(status: 200)))
        guard case .failed(let failure) = await peer.channel.deliver(Samples.message(), to: settings) else { return #expect(Bool(false)) }
        #expect(failure.kind == .configuration)
        #expect(peer.requests.withLock { $0.isEmpty })
    }

    @Test func normalising() {
        let cli = Self.settings { ($0.cliPath, $0.timeoutSeconds, $0.targets) = ("/bin/sh", 1, []) }.normalised
        #expect(!cli.enabled && cli.cliPath == "apprise" && cli.timeoutSeconds == 5)
        #expect(Self.settings { ($0.targets, $0.timeoutSeconds) = (["json://a"], 999) }.normalised.timeoutSeconds == 120)
        #expect(Self.settings { ($0.targets, $0.timeoutSeconds) = (["json://a"], 0) }.normalised.timeoutSeconds == 15)
        #expect(Self.settings { $0.targets = [" json://a ", "json://a", "", "--config=/x", "-P/tmp"] }.normalised.targets == ["json://a"])
        #expect(!Self.settings { ($0.mode, $0.targets) = (.http, ["json://a"]) }.normalised.enabled)
        #expect(Self.settings { ($0.mode, $0.serverURL) = (.http, "http://a/") }.normalised.serverURL == "http://a")
        #expect(Self.settings { $0.apiKeyHeader = " " }.normalised.apiKeyHeader == "X-API-KEY")
    }

    @Test func titlesAndKinds() {
        let one = AppriseMessage(Samples.message())
        #expect(one.title == "Pulse alert: web1" && one.kind == .warning)
        #expect(one.body.contains("Warning: CPU on web1 on pve1") && one.body.contains("Value: 95.5%"))
        let many = AppriseMessage(Samples.message((0..<30).map { Samples.alert("vm\($0)", level: $0 == 29 ? .critical : .warning) }))
        #expect(many.title == "Pulse alerts (30)" && many.kind == .failure && many.body.contains("and 10 more"))
        let over = AppriseMessage(Samples.message(event: .resolved))
        #expect(over.title == "Pulse alert resolved: web1" && over.kind == .info && over.body.contains("web1 on pve1 is now healthy"))
        #expect(
            AppriseMessage(Samples.message([Samples.alert("a"), Samples.alert("b")], event: .resolved)).title == "Pulse alerts resolved (2)"
        )
    }
}
