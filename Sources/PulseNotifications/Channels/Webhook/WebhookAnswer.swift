import PulseCore
import PulseOutbound

/// What a receiver's answer means for the delivery, `notifications` §4.1 and §7.
struct WebhookAnswer {
    /// The longest wait that a receiver may ask for.
    static let longestWait = Duration.seconds(3600)

    var response: OutboundResponse
    var settings: WebhookSettings
    var payloadSize: Int
    var now: Timestamp

    var outcome: DeliveryOutcome {
        let text = shown
        if (200..<300).contains(response.status), !isHiddenFailure {
            return .delivered(DeliveryReceipt(status: response.status, response: text, payloadSize: payloadSize))
        }
        let (kind, words, isPermanent) = judged
        return .failed(
            DeliveryFailure(
                kind, words, detail: "status \(response.status)" + (text.isEmpty ? "" : ": " + text.truncated(characters: 300)),
                isPermanent: isPermanent, retryAfter: retryAfter, status: response.status, response: text, payloadSize: payloadSize))
    }

    private var judged: (DeliveryFailure.Class, String, isPermanent: Bool) {
        let status = response.status
        switch status {
        case 200..<300: return (.unknown, "The connector of Teams could not pass the message on", false)
        case 401, 403: return (.authentication, "The receiver refuses the credentials (status \(status))", true)
        case 429: return (.rateLimited, "The receiver takes no more messages for now (status 429)", false)
        case 408: return (.connectivity, "The receiver waited too long for the message (status 408)", false)
        case 421, 423, 425: return (.rejected, "The receiver does not take the message now (status \(status))", false)
        case 300..<400: return (.rejected, "The receiver redirects without saying where (status \(status))", true)
        case 400..<500: return (.rejected, "The receiver does not take the message (status \(status))", true)
        case 500...: return (.unknown, "The receiver has a fault of its own (status \(status))", false)
        default: return (.unknown, "The receiver answers in an unknown way (status \(status))", false)
        }
    }

    /// Teams' old connectors answer 200 with words about what went wrong behind them.
    private var isHiddenFailure: Bool {
        settings.service == WebhookService.ID.teams.rawValue
            && String(decoding: response.body.prefix(200), as: UTF8.self).hasPrefix("Webhook message delivery failed")
    }

    /// The first part of the body, for people.
    private var shown: String {
        let text = settings.withoutSecrets(String(decoding: response.body.prefix(16_384), as: UTF8.self))
        return text.cleaned.trimming(while: \.isWhitespace).truncated(bytes: 4096)
    }

    private var retryAfter: Duration? {
        guard response.status == 429 || response.status == 503 || response.status >= 500 else { return nil }
        let wait = response.header("retry-after").flatMap { Self.wait($0.trimming(while: \.isWhitespace), now: now) } ?? waitInBody
        return wait.map { min(max($0, .zero), Self.longestWait) }
    }

    /// Seconds, or a moment: `Wed, 21 Oct 2015 07:28:00 GMT`.
    static func wait(_ text: String, now: Timestamp) -> Duration? {
        if let seconds = Double(text), seconds.isFinite, seconds >= 0 { return .milliseconds(Int64(min(seconds, 86_400) * 1000)) }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", let month = months.firstIndex(of: String(words[2])) else { return nil }
        let number = month + 1
        let iso = "\(words[3])-\(number < 10 ? "0" : "")\(number)-\(words[1])T\(words[4])Z"
        return Timestamp(rfc3339: iso)?.since(now)
    }

    /// Telegram and Discord name the wait in their JSON: `parameters.retry_after`, `retry_after`, in seconds.
    private var waitInBody: Duration? {
        var found: Double?
        _ = try? JSONReader.read(response.body) { reader throws(JSONFailure) in
            try reader.object { key, reader throws(JSONFailure) in
                switch key {
                case "retry_after": found = try reader.double()
                case "parameters":
                    try reader.object { key, reader throws(JSONFailure) in
                        if case "retry_after" = key { found = try reader.double() }
                    }
                default: break
                }
            }
        }
        return found.flatMap { $0.isFinite && $0 >= 0 ? .milliseconds(Int64(min($0, 86_400) * 1000)) : nil }
    }
}
