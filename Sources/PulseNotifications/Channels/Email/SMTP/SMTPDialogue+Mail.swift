extension SMTPDialogue {
    /// Hands over the envelope and the mail, once the server is known and the login done.
    mutating func mailFrom() -> [Action] {
        let envelope = order.envelope
        if let size = extensions.size, envelope.content.count > size {
            return end(
                DeliveryFailure(
                    .rejected, "The mail is too large for the mail server", detail: "\(envelope.content.count) bytes, it takes \(size)",
                    isPermanent: true))
        }
        var line = "MAIL FROM:<\(envelope.sender.onOneLine)>"
        if extensions.size != nil { line += " SIZE=\(envelope.content.count)" }
        if envelope.needsUTF8 {
            guard extensions.utf8 else {
                return end(
                    DeliveryFailure(
                        .configuration, "The mail server does not take addresses with other letters than ASCII",
                        detail: "No SMTPUTF8 in the EHLO answer", isPermanent: true))
            }
            line += " BODY=8BITMIME SMTPUTF8"
        }
        return command(.sender, line)
    }

    mutating func handleMail(_ reply: SMTPReply) -> [Action] {
        let recipients = order.envelope.recipients
        switch stage {
        case .sender:
            guard reply.isPositive, !recipients.isEmpty else { return fail(reply) }
            return to(0)
        case .recipient(let index):
            guard reply.code != 421 else { return fail(reply) }
            if reply.isPositive { taken += 1 } else { refused.append((recipients[index], reply)) }
            if index + 1 < recipients.count { return to(index + 1) }
            // One wrong address keeps nobody else from reading it; the passing reason is the better one to tell.
            guard taken > 0 else { return fail((refused.first { $0.reply.code < 500 } ?? refused[0]).reply) }
            return command(.data, "DATA")
        case .data:
            guard reply.code == 354 else { return fail(reply) }
            stage = .content
            return [.sendContent(order.envelope.stuffed)]
        default:
            guard reply.isPositive else { return fail(reply) }
            stage = .ended
            return [.finish(.delivered(receipt(reply)))]
        }
    }

    private mutating func to(_ index: Int) -> [Action] {
        command(.recipient(index), "RCPT TO:<\(order.envelope.recipients[index].onOneLine)>")
    }

    private func receipt(_ reply: SMTPReply) -> DeliveryReceipt {
        let secrets = SMTPSecrets(order)
        let others = refused.map { "Not taken for \($0.address): \($0.reply.text)" }
        let words = ([reply.text] + others).joined(separator: "\n")
        return DeliveryReceipt(response: secrets.hidden(in: words).truncated(bytes: 2000), payloadSize: order.envelope.content.count)
    }
}

extension String {
    /// Without line breaks and other control characters: one command, one header line.
    var onOneLine: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) }))
    }
}
