import PulseAlerts
import PulseCore

/// Makes the mail for a message: the words, the form and the envelope.
struct MailComposer {
    /// Pictures in one mail.
    static let mostPictures = 10

    let message: Message
    let settings: EmailSettings
    /// When it is sent.
    let now: Timestamp

    /// - Throws: a `configuration` failure when it has no sender or nobody to go to.
    func envelope() throws(DeliveryFailure) -> SMTPEnvelope {
        guard !settings.from.isEmpty else { throw Self.fault("No sender address is entered") }
        guard let sender = MailAddress(settings.from) else { throw Self.fault("The sender's address is not one that mail can come from") }
        let recipients = settings.recipients.compactMap { MailAddress($0) }
        guard !recipients.isEmpty else { throw Self.fault("No recipient has an address that mail can go to") }
        guard !message.alerts.isEmpty else { throw Self.fault("There is no alert to tell about") }
        return SMTPEnvelope(
            sender: sender.address, recipients: recipients.map(\.address), content: content(from: sender, to: recipients))
    }

    private static func fault(_ summary: String) -> DeliveryFailure { DeliveryFailure(.configuration, summary, isPermanent: true) }

    private func content(from sender: MailAddress, to recipients: [MailAddress]) -> [UInt8] {
        let words = MailWords(message: message)
        let pictures = pictures(words)
        let texts: [MailPart] = [
            .text(type: "text/plain", MailText(words: words).text),
            .text(type: "text/html", MailHTML(words: words, pictures: pictures.mapValues(\.id)).text),
        ]
        var whole = MailPart.several(type: "alternative", boundary: boundary("text"), texts)
        if !pictures.isEmpty {
            let drawn = words.listed.compactMap { pictures[$0.occurrence] }
            let parts: [MailPart] = drawn.enumerated().map { .picture(id: $1.id, name: "graph-\($0 + 1).png", $1.png) }
            whole = .several(type: "related", boundary: boundary("related"), [whole] + parts)
        }
        return Array(headers(words, from: sender, to: recipients).utf8) + whole.bytes
    }

    private func headers(_ words: MailWords, from sender: MailAddress, to recipients: [MailAddress]) -> String {
        let last = recipients.count - 1
        let to = recipients.enumerated().map { $0 == last ? $1.header : $1.header + "," }
        var lines = [
            HeaderLine.raw("From", [sender.name.isEmpty ? "Pulse <\(sender.address)>" : sender.header]),
            HeaderLine.raw("To", to),
            HeaderLine.text("Subject", words.subject),
            HeaderLine.raw("Date", [now.mailDate]),
            HeaderLine.raw("Message-ID", [words.messageID]),
        ]
        if let thread = words.thread {
            lines.append(HeaderLine.raw("In-Reply-To", [thread]))
            lines.append(HeaderLine.raw("References", [thread]))
        }
        lines.append(HeaderLine.text("X-Mailer", "Pulse Monitoring System"))
        lines.append(HeaderLine.raw("Auto-Submitted", ["auto-generated"]))
        // Keeps out-of-office answers of Exchange away.
        lines.append(HeaderLine.raw("X-Auto-Response-Suppress", ["All"]))
        if message.event == .alert, message.alerts.contains(where: { $0.level == .critical }) {
            lines.append(HeaderLine.raw("X-Priority", ["1"]))
        }
        lines.append("MIME-Version: 1.0\r\n")
        return lines.joined()
    }

    private func pictures(_ words: MailWords) -> [Occurrence: (id: String, png: [UInt8])] {
        var found: [Occurrence: (id: String, png: [UInt8])] = [:]
        for alert in words.listed where found.count < Self.mostPictures {
            guard let graph = message.graphs[alert.occurrence], let png = GraphImage(graph)?.png else { continue }
            let key = "\(alert.occurrence.alertID)|\(alert.startTime.milliseconds)"
            found[alert.occurrence] = ("graph-\(MailWords.digest(key))@pulse-monitoring", png)
        }
        return found
    }

    /// The same for the same message, and in no text: quoted-printable lines never begin with `--=_`.
    private func boundary(_ name: String) -> String { "=_\(name)-\(MailWords.digest(message.id + name))" }
}
