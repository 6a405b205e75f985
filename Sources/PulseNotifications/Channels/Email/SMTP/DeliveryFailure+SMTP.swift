extension DeliveryFailure {
    /// What a server's refusal means, `notifications` §7.
    init(reply: SMTPReply, at stage: SMTPDialogue.Stage, hiding secrets: SMTPSecrets) {
        let detail = secrets.hidden(in: reply.text).truncated(bytes: 500)
        let isPermanent = reply.code >= 500
        let (kind, summary) = Self.judgement(reply, stage)
        self.init(kind, summary, detail: detail, isPermanent: isPermanent && kind != .rateLimited && kind != .tls)
    }

    private static func judgement(_ reply: SMTPReply, _ stage: SMTPDialogue.Stage) -> (Class, String) {
        if reply.code < 500, isAboutRate(reply) { return (.rateLimited, "The mail server takes no more mail for now") }
        switch (stage, reply.code) {
        case (.startTLS, _): return (.tls, "The mail server offers STARTTLS but does not begin it")
        case (_, 535): return (.authentication, "The mail server refuses the user name or the password")
        case (_, 530): return (.authentication, "The mail server wants a login first")
        case (.plain, _), (.loginUser, _), (.loginName, _), (.loginPassword, _):
            return (.authentication, "The mail server does not let Pulse log in")
        case (_, 421): return (.connectivity, "The mail server is not available at the moment")
        case (_, ..<400): return (.unknown, "The mail server gives an answer that does not fit")
        case (_, ..<500): return (.rejected, "The mail server does not take the mail at the moment")
        case (.greeting, _), (.hello, _), (.oldHello, _): return (.rejected, "The mail server does not talk to Pulse")
        case (.sender, _): return (.rejected, "The mail server refuses the sender")
        case (.recipient, _): return (.rejected, "The mail server refuses the recipient")
        default: return (.rejected, "The mail server refuses the mail")
        }
    }

    /// Servers tell of their limits with 421, 450, 451, 452 or 454 and words of their own.
    private static func isAboutRate(_ reply: SMTPReply) -> Bool {
        guard [421, 450, 451, 452, 454].contains(reply.code) else { return false }
        let text = reply.text.lowercased()
        guard !text.contains("mailbox"), !text.contains("4.2.2") else { return false }
        if ["too many", "too fast", "throttl", "4.7.28"].contains(where: { text.contains($0) }) { return true }
        let words = Set(text.split { !$0.isLetter }.map(String.init))
        return !words.isDisjoint(with: ["rate", "rates", "ratelimit", "ratelimited", "limit", "limits", "limited", "quota"])
    }
}
