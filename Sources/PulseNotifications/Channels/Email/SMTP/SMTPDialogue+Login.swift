extension SMTPDialogue {
    /// Begins to log in: PLAIN, or LOGIN where that is all there is.
    mutating func logIn() -> [Action] {
        guard isEncrypted || order.isLoopback || order.allowsInsecureLogin else {
            let advice = "switch on TLS or STARTTLS, or allow it explicitly"
            return end(
                DeliveryFailure(
                    .configuration, "The password is not sent over an unencrypted connection; \(advice)",
                    detail: "Login refused: no TLS and the server is not on this machine", isPermanent: true))
        }
        if extensions.mechanisms.contains("PLAIN") {
            return command(.plain, "AUTH PLAIN " + Base64.text(Array("\0\(order.user)\0\(order.password)".utf8)))
        }
        if extensions.mechanisms.contains("LOGIN") { return command(.loginUser, "AUTH LOGIN") }
        let offered = extensions.mechanisms.sorted().joined(separator: " ")
        return end(
            DeliveryFailure(
                .configuration, "The mail server offers no way to log in that Pulse knows (PLAIN, LOGIN)",
                detail: offered.isEmpty ? "No AUTH in the EHLO answer" : "Offered: \(offered)", isPermanent: true))
    }

    mutating func handleLogin(_ reply: SMTPReply) -> [Action] {
        if reply.code == 235 { return mailFrom() }
        switch (stage, reply.code) {
        case (.plain, 504), (.plain, 534):
            // Offered and yet not taken; LOGIN may be.
            guard extensions.mechanisms.contains("LOGIN") else { return fail(reply) }
            return command(.loginUser, "AUTH LOGIN")
        case (.loginUser, 334): return command(.loginName, Base64.text(Array(order.user.utf8)))
        case (.loginName, 334): return command(.loginPassword, Base64.text(Array(order.password.utf8)))
        default: return fail(reply)
        }
    }
}
