/// The client's side of one SMTP delivery, RFC 5321: takes the server's replies and says what to do. No network in it.
///
/// A server's EHLO answer before TLS is forgotten, and nothing but EHLO and STARTTLS is said where TLS is required.
struct SMTPDialogue: Sendable {
    enum Action: Sendable, Equatable {
        /// A command, without the end of the line.
        case send(String)
        /// The mail, with the dot that ends it.
        case sendContent([UInt8])
        /// Begin TLS, then call `upgraded()`.
        case upgrade
        /// The end; say QUIT and hang up.
        case finish(DeliveryOutcome)
    }

    enum Stage: Sendable, Equatable {
        case greeting, hello, oldHello, startTLS, upgrading
        case plain, loginUser, loginName, loginPassword
        case sender, recipient(Int), data, content, ended
    }

    let order: SMTPOrder
    var stage = Stage.greeting
    var extensions = SMTPExtensions()
    var isEncrypted: Bool
    /// Recipients that the server took, and its words for the others.
    var taken = 0
    var refused: [(address: String, reply: SMTPReply)] = []

    init(_ order: SMTPOrder) {
        self.order = order
        isEncrypted = order.security == .implicit
    }

    /// What to do after the server's reply.
    mutating func handle(_ reply: SMTPReply) -> [Action] {
        switch stage {
        case .greeting:
            guard reply.code == 220 else { return fail(reply) }
            return command(.hello, "EHLO \(order.clientName)")
        case .hello:
            if reply.isPositive {
                extensions = SMTPExtensions(reply)
                return greeted()
            }
            guard (500..<600).contains(reply.code) else { return fail(reply) }
            return command(.oldHello, "HELO \(order.clientName)")
        case .oldHello:
            guard reply.isPositive else { return fail(reply) }
            extensions = SMTPExtensions()
            return greeted()
        case .startTLS:
            guard reply.code == 220 else { return fail(reply) }
            stage = .upgrading
            return [.upgrade]
        case .plain, .loginUser, .loginName, .loginPassword: return handleLogin(reply)
        case .sender, .recipient, .data, .content: return handleMail(reply)
        case .upgrading, .ended: return []
        }
    }

    /// Call once TLS has begun: everything is said anew.
    mutating func upgraded() -> [Action] {
        isEncrypted = true
        extensions = SMTPExtensions()
        return command(.hello, "EHLO \(order.clientName)")
    }

    private mutating func greeted() -> [Action] {
        if order.security == .startTLS, !isEncrypted {
            guard extensions.startTLS else {
                return end(
                    DeliveryFailure(
                        .tls, "The mail server does not offer STARTTLS, and without it nothing is sent",
                        detail: "No STARTTLS in the EHLO answer"))
            }
            return command(.startTLS, "STARTTLS")
        }
        return order.hasLogin ? logIn() : mailFrom()
    }

    mutating func command(_ next: Stage, _ line: String) -> [Action] {
        stage = next
        return [.send(line)]
    }

    mutating func end(_ failure: DeliveryFailure) -> [Action] {
        stage = .ended
        return [.finish(.failed(failure))]
    }

    mutating func fail(_ reply: SMTPReply) -> [Action] {
        end(DeliveryFailure(reply: reply, at: stage, hiding: SMTPSecrets(order)))
    }
}
