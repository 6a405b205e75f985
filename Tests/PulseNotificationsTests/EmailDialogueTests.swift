import Testing

@testable import PulseNotifications

/// The protocol by tables: what is said after each reply, and how it ends.
@Suite("SMTP dialogue")
struct EmailDialogueTests {
    private static let envelope = SMTPEnvelope(
        sender: "a@x.org", recipients: ["b@y.org", "c@y.org"], content: Array("Subject: x\r\n\r\n.hi\r\n".utf8))

    private static func order(
        _ security: SMTPOrder.Security = .none, login: Bool = false, loopback: Bool = false, insecure: Bool = false,
        envelope: SMTPEnvelope = envelope
    ) -> SMTPOrder {
        var order = SMTPOrder(security: security, envelope: envelope)
        if login { (order.user, order.password) = ("user", "s3cret-word") }
        order.isLoopback = loopback
        order.allowsInsecureLogin = insecure
        order.clientName = "[192.0.2.7]"
        return order
    }

    /// Feeds the replies and writes down what was said; `TLS` for an upgrade, which then succeeds.
    private static func talk(_ order: SMTPOrder, _ replies: [SMTPReply]) -> (said: [String], outcome: DeliveryOutcome?) {
        var dialogue = SMTPDialogue(order)
        var said: [String] = []
        for reply in replies {
            var actions = dialogue.handle(reply)
            while !actions.isEmpty {
                switch actions.removeFirst() {
                case .send(let line): said.append(line)
                case .sendContent: said.append("content")
                case .upgrade:
                    said.append("TLS")
                    actions += dialogue.upgraded()
                case .finish(let outcome): return (said, outcome)
                }
            }
        }
        return (said, nil)
    }

    private static let hello = SMTPReply(220, "sink")
    private static func offers(_ words: String...) -> SMTPReply { SMTPReply(code: 250, lines: ["sink"] + words) }
    private static let ok = SMTPReply(250, "ok")

    @Test func aPlainDelivery() {
        let (said, outcome) = Self.talk(
            Self.order(),
            [Self.hello, Self.offers("SIZE 5000"), Self.ok, Self.ok, Self.ok, SMTPReply(354, "go"), SMTPReply(250, "queued as 7")])
        #expect(
            said == ["EHLO [192.0.2.7]", "MAIL FROM:<a@x.org> SIZE=19", "RCPT TO:<b@y.org>", "RCPT TO:<c@y.org>", "DATA", "content"])
        #expect(outcome == .delivered(DeliveryReceipt(response: "250 queued as 7", payloadSize: 19)))
    }

    @Test func afterSTARTTLSEverythingIsAskedAnew() {
        let (said, _) = Self.talk(
            Self.order(.startTLS, login: true),
            [Self.hello, Self.offers("STARTTLS", "AUTH LOGIN"), SMTPReply(220, "go"), Self.offers("AUTH PLAIN"), SMTPReply(235, "in")])
        #expect(
            said == [
                "EHLO [192.0.2.7]", "STARTTLS", "TLS", "EHLO [192.0.2.7]", "AUTH PLAIN AHVzZXIAczNjcmV0LXdvcmQ=", "MAIL FROM:<a@x.org>",
            ])
    }

    @Test(arguments: [
        [offers()], [offers("STARTTLS"), SMTPReply(454, "no")], [SMTPReply(502, "what"), ok],
    ])
    func withoutSTARTTLSNothingMoreIsSaid(replies: [SMTPReply]) {
        let (said, outcome) = Self.talk(Self.order(.startTLS, login: true), [Self.hello] + replies)
        #expect(!said.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
        guard case .failed(let failure)? = outcome else { return #expect(Bool(false), "it must fail") }
        #expect(failure.kind == .tls)
    }

    @Test(arguments: [
        (order(login: true), false), (order(login: true, loopback: true), true), (order(login: true, insecure: true), true),
        (order(.implicit, login: true), true),
    ])
    func passwordsNeedEncryption(order: SMTPOrder, isSent: Bool) {
        let (said, outcome) = Self.talk(order, [Self.hello, Self.offers("AUTH PLAIN")])
        #expect(said.contains { $0.hasPrefix("AUTH") } == isSent)
        guard !isSent, case .failed(let failure)? = outcome else { return #expect(isSent) }
        #expect(failure.kind == .configuration && failure.isPermanent)
        #expect(failure.summary.contains("unencrypted"))
    }

    @Test func loginWhereThatIsAllThereIs() {
        let (said, _) = Self.talk(
            Self.order(.implicit, login: true),
            [Self.hello, Self.offers("AUTH=LOGIN CRAM-MD5"), SMTPReply(334, "a"), SMTPReply(334, "b"), SMTPReply(235, "in")])
        #expect(said == ["EHLO [192.0.2.7]", "AUTH LOGIN", "dXNlcg==", "czNjcmV0LXdvcmQ=", "MAIL FROM:<a@x.org>"])
    }

    @Test func loginAfterPLAINIsNotTaken() {
        let (said, _) = Self.talk(
            Self.order(.implicit, login: true), [Self.hello, Self.offers("AUTH PLAIN LOGIN"), SMTPReply(504, "no"), SMTPReply(334, "a")])
        #expect(said.suffix(2) == ["AUTH LOGIN", "dXNlcg=="])
    }

    @Test(arguments: [offers("AUTH CRAM-MD5 XOAUTH2"), offers()])
    func noKnownWayToLogIn(offer: SMTPReply) {
        guard case .failed(let failure)? = Self.talk(Self.order(.implicit, login: true), [Self.hello, offer]).outcome else {
            return #expect(Bool(false), "it must fail")
        }
        #expect(failure.kind == .configuration && failure.isPermanent)
    }

    @Test func oneWrongAddressKeepsNobodyElseFromReadingIt() {
        let (said, outcome) = Self.talk(
            Self.order(),
            [Self.hello, Self.offers(), Self.ok, SMTPReply(550, "unknown"), Self.ok, SMTPReply(354, "go"), SMTPReply(250, "queued")])
        #expect(said.last == "content")
        guard case .delivered(let receipt)? = outcome else { return #expect(Bool(false), "it must be delivered") }
        #expect(receipt.response.contains("Not taken for b@y.org: 550 unknown"))
    }

    /// What refusals mean: the replies after the greeting, and the class, and whether trying again can help.
    @Test(arguments: [
        ([SMTPReply(554, "go away")], DeliveryFailure.Class.rejected, true),
        ([SMTPReply(421, "busy")], .connectivity, false),
        ([SMTPReply(421, "4.7.0 Too many connections")], .rateLimited, false),
        ([hello, offers(), SMTPReply(550, "spam")], .rejected, true),
        ([hello, offers(), SMTPReply(530, "5.7.0 authentication required")], .authentication, true),
        ([hello, offers(), SMTPReply(451, "try later")], .rejected, false),
        ([hello, offers(), SMTPReply(450, "4.2.1 receiving mail at a rate that")], .rateLimited, false),
        ([hello, offers(), SMTPReply(452, "4.2.2 mailbox over quota")], .rejected, false),
        ([hello, offers(), ok, SMTPReply(550, "no"), SMTPReply(450, "greylisted")], .rejected, false),
        ([hello, offers(), ok, SMTPReply(550, "no"), SMTPReply(551, "no")], .rejected, true),
        ([hello, offers(), ok, ok, ok, SMTPReply(554, "no valid")], .rejected, true),
        ([hello, offers(), ok, ok, ok, SMTPReply(354, "go"), SMTPReply(552, "too big")], .rejected, true),
        ([hello, offers("SIZE 10")], .rejected, true),
    ])
    func refusals(replies: [SMTPReply], kind: DeliveryFailure.Class, isPermanent: Bool) {
        guard case .failed(let failure)? = Self.talk(Self.order(), replies).outcome else { return #expect(Bool(false), "it must fail") }
        #expect(failure.kind == kind)
        #expect(failure.isPermanent == isPermanent)
    }

    @Test(arguments: [
        (SMTPReply(535, "5.7.8 s3cret-word is wrong"), true), (SMTPReply(535, "AHVzZXIAczNjcmV0LXdvcmQ= rejected"), true),
        (SMTPReply(454, "4.7.0 cannot check"), false),
    ])
    func refusedLogins(reply: SMTPReply, isPermanent: Bool) {
        let outcome = Self.talk(Self.order(.implicit, login: true), [Self.hello, Self.offers("AUTH PLAIN"), reply]).outcome
        guard case .failed(let failure)? = outcome else { return #expect(Bool(false), "it must fail") }
        #expect(failure.kind == .authentication && failure.isPermanent == isPermanent)
        #expect(!"\(failure)".contains("s3cret-word") && !"\(failure)".contains("czNjcmV0"))
    }

    @Test func lettersOtherThanASCIINeedAServerThatKnowsThem() {
        var envelope = Self.envelope
        envelope.recipients = ["jörg@y.org"]
        let order = Self.order(envelope: envelope)
        #expect(
            Self.talk(order, [Self.hello, Self.offers("SMTPUTF8", "8BITMIME")]).said.last == "MAIL FROM:<a@x.org> BODY=8BITMIME SMTPUTF8")
        guard case .failed(let failure)? = Self.talk(order, [Self.hello, Self.offers()]).outcome else { return #expect(Bool(false)) }
        #expect(failure.kind == .configuration)
    }

    @Test func addressesCannotBeCommands() {
        let envelope = SMTPEnvelope(sender: "a@x.org>\r\nRCPT TO:<evil@x.org", recipients: ["b@y.org\r\nDATA"], content: [])
        let (said, _) = Self.talk(Self.order(envelope: envelope), [Self.hello, Self.offers(), Self.ok])
        #expect(said.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
    }

    @Test(arguments: [
        ("a\r\n.\r\n.b\r\n", "a\r\n..\r\n..b\r\n.\r\n"), (".", "..\r\n.\r\n"), ("", ".\r\n"), ("a.b\r\nc", "a.b\r\nc\r\n.\r\n"),
    ])
    func dotsAreDoubled(content: String, expected: String) {
        let envelope = SMTPEnvelope(sender: "", recipients: [], content: Array(content.utf8))
        #expect(String(decoding: envelope.stuffed, as: UTF8.self) == expected)
    }
}
