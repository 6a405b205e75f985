import NIOCore
import PulseCore
import PulseOutbound
import ScriptedServer
import Testing

@testable import PulseNotifications

/// The client against a real socket: TLS, faults and time.
@Suite("SMTP delivery")
struct EmailDeliveryTests {
    private static func channel(_ exchange: Duration = .seconds(20)) -> EmailChannel {
        var client = SMTPClient()
        client.limits.exchange = exchange
        return EmailChannel(client: client, clock: ManualWallClock(Samples.start))
    }

    private static func deliver(
        _ script: EmailServer.Script, exchange: Duration = .seconds(20), _ change: (inout EmailSettings) -> Void = { _ in }
    ) async throws -> (outcome: DeliveryOutcome, server: EmailServer) {
        let server = try await EmailServer(script)
        var settings = Samples.settings
        settings.port = server.port
        if let certificate = script.certificate {
            settings.server = "localhost"
            settings.caCertificate = certificate.pem
            settings.tls = script.isImplicit
            settings.startTLS = !script.isImplicit
        }
        change(&settings)
        let outcome = await channel(exchange).deliver(Samples.message(), to: settings)
        await server.stop()
        return (outcome, server)
    }

    private static func failure(_ outcome: DeliveryOutcome) throws -> DeliveryFailure {
        guard case .failed(let failure) = outcome else { throw PulseError("delivered", "It was to fail.") }
        return failure
    }

    @Test func plain() async throws {
        let (outcome, server) = try await Self.deliver(.init())
        guard case .delivered(let receipt) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(receipt.response == "250 2.0.0 queued")
        #expect(server.mails.count == 1)
        #expect(server.mails.first?.contains("Subject: [Pulse Alert] Warning: CPU on web1\n") == true)
        #expect(server.lines.first == "EHLO [127.0.0.1]")
        #expect(server.lines.last == "QUIT")
    }

    @Test(arguments: [true, false])
    func encryptedWithALogin(isImplicit: Bool) async throws {
        var script = EmailServer.Script()
        script.certificate = try ServerCertificate()
        script.isImplicit = isImplicit
        script.extensions = ["AUTH PLAIN LOGIN"]
        let (outcome, server) = try await Self.deliver(script) { ($0.username, $0.password) = ("user", "s3cret-word") }
        guard case .delivered = outcome else { return #expect(Bool(false), "\(outcome)") }
        let clear = server.heard.filter { !$0.isEncrypted }.map { String($0.line.prefix { $0 != " " }) }
        #expect(clear == (isImplicit ? [] : ["EHLO", "STARTTLS"]))
        #expect(server.lines.contains("AUTH PLAIN AHVzZXIAczNjcmV0LXdvcmQ="))
    }

    @Test func withoutSTARTTLSNothingIsSentInClear() async throws {
        let (outcome, server) = try await Self.deliver(.init()) {
            ($0.startTLS, $0.username, $0.password) = (true, "user", "s3cret-word")
        }
        #expect(try Self.failure(outcome).kind == .tls)
        #expect(server.lines == ["EHLO [127.0.0.1]", "QUIT"])
        #expect(server.mails == [])
    }

    @Test(arguments: [true, false])
    func aCertificateOfAnotherNameIsRefused(isImplicit: Bool) async throws {
        var script = EmailServer.Script()
        script.certificate = try ServerCertificate(name: "mail.example.org")
        script.isImplicit = isImplicit
        let (outcome, server) = try await Self.deliver(script)
        let failure = try Self.failure(outcome)
        #expect(failure.kind == .tls && !failure.isPermanent)
        #expect(failure.summary.contains("certificate"))
        #expect(server.mails == [])
    }

    @Test func anAuthorityOfItsOwnIsNotTrustedByOthers() async throws {
        var script = EmailServer.Script()
        script.certificate = try ServerCertificate()
        script.isImplicit = true
        let (outcome, server) = try await Self.deliver(script) { $0.caCertificate = "" }
        #expect(try Self.failure(outcome).kind == .tls)
        #expect(server.lines == [])
        let broken = try await Self.deliver(script) { $0.caCertificate = "-----BEGIN nothing" }
        #expect(try Self.failure(broken.outcome).kind == .configuration)
    }

    @Test func anExpiredCertificateIsRefused() async throws {
        var script = EmailServer.Script()
        script.certificate = try ServerCertificate(validFor: -3600)
        let (outcome, _) = try await Self.deliver(script)
        #expect(try Self.failure(outcome).kind == .tls)
    }

    @Test func wordsBehindSTARTTLSAreNotTaken() async throws {
        var script = EmailServer.Script()
        script.certificate = try ServerCertificate()
        script.injected = "250 sink.test"
        let (outcome, server) = try await Self.deliver(script)
        #expect(try Self.failure(outcome).kind == .tls)
        #expect(server.mails == [])
    }

    @Test func tlsToAServerThatSpeaksNone() async throws {
        let (outcome, _) = try await Self.deliver(.init()) { $0.tls = true }
        let failure = try Self.failure(outcome)
        #expect(failure.kind == .tls)
        #expect(failure.detail.contains("STARTTLS"))
    }

    /// Faults of the server, and the class they count in.
    @Test(arguments: [
        (["EHLO": "close"], DeliveryFailure.Class.connectivity, "closed"), (["DATA": "close"], .connectivity, "closed"),
        (["MESSAGE": "close"], .connectivity, "closed"), (["MAIL": "no smtp"], .connectivity, "no mail server"),
        (["AUTH": "535 5.7.8 no: AHVzZXIAczNjcmV0LXdvcmQ="], .authentication, "password"),
        (["RCPT": "550 5.1.1 who"], .rejected, "recipient"),
        (["MESSAGE": "451 4.7.1 later"], .rejected, "at the moment"), (["MAIL": "421 4.7.0 rate exceeded"], .rateLimited, "for now"),
    ])
    func faults(replies: [String: String], kind: DeliveryFailure.Class, word: String) async throws {
        var script = EmailServer.Script()
        script.replies = replies
        script.extensions = ["AUTH PLAIN"]
        // The server is on this machine, where a login needs no TLS.
        let (outcome, _) = try await Self.deliver(script) { ($0.username, $0.password) = ("user", "s3cret-word") }
        let failure = try Self.failure(outcome)
        #expect(failure.kind == kind)
        #expect(failure.summary.contains(word), "\(failure.summary)")
        #expect(failure.payloadSize > 500)
        #expect(!"\(failure)".contains("czNjcmV0"))
    }

    @Test(arguments: ["220", "EHLO", "MESSAGE"])
    func silenceEnds(after stage: String) async throws {
        var script = EmailServer.Script()
        if stage == "220" { script.greeting = "" } else { script.replies = [stage: ""] }
        let (outcome, server) = try await Self.deliver(script, exchange: .milliseconds(300))
        let failure = try Self.failure(outcome)
        #expect(failure.kind == .connectivity && failure.summary.contains("in time"))
        #expect(stage == "MESSAGE" || server.mails == [])
    }

    @Test func cancellingHangsUp() async throws {
        var script = EmailServer.Script()
        script.replies = ["EHLO": ""]
        let server = try await EmailServer(script)
        var settings = Samples.settings
        settings.port = server.port
        let delivery = Task { [settings] in await Self.channel().deliver(Samples.message(), to: settings) }
        while server.lines.isEmpty { await Task.yield() }
        delivery.cancel()
        #expect(try Self.failure(await delivery.value).summary.contains("given up"))
        while server.closed == 0 { await Task.yield() }
        await server.stop()
    }

    @Test func nobodyListens() async throws {
        let server = try await EmailServer(.init())
        await server.stop()
        var settings = Samples.settings
        settings.port = server.port
        let refused = try Self.failure(await Self.channel().deliver(Samples.message(), to: settings))
        #expect(refused.kind == .connectivity && refused.summary.contains("refuses connections"))
        settings.server = "no-such-host.invalid"
        let unknown = try Self.failure(await Self.channel().deliver(Samples.message(), to: settings))
        #expect(unknown.kind == .connectivity && unknown.summary.contains("name"))
    }

    @Test(arguments: [("", "a@x.org", ["b@x.org"]), ("mail", "", []), ("mail", "nobody", ["b@x.org"]), ("mail", "a@x.org", ["nobody"])])
    func settingsThatCannotWork(server: String, from: String, to: [String]) async throws {
        var settings = Samples.settings
        (settings.server, settings.from, settings.to) = (server, from, to)
        let failure = try Self.failure(await Self.channel().deliver(Samples.message(), to: settings))
        #expect(failure.kind == .configuration && failure.isPermanent)
    }
}
