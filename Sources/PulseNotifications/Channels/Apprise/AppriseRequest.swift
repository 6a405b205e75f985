import PulseCore
import PulseOutbound

/// A message as an Apprise server wants it: POST `/notify`, or `/notify/<key>` for the targets stored there.
struct AppriseRequest {
    let url: String
    let outbound: OutboundRequest

    init(_ message: AppriseMessage, _ settings: AppriseSettings) throws(DeliveryFailure) {
        var headers: [(name: String, value: String)] = [
            ("Content-Type", "application/json"), ("Accept", "application/json"), ("User-Agent", "Pulse-Monitoring/2.0"),
        ]
        if !settings.apiKey.isEmpty {
            let name = settings.apiKeyHeader
            guard HeaderText.isName(name), !HeaderText.isReserved(name), HeaderText.isValue(settings.apiKey) else {
                throw AppriseChannel.fault("The name or the value of the API key's header cannot be sent")
            }
            headers.append((name, settings.apiKey))
        }
        var json = JSONWriter(capacity: message.body.utf8.count + 512)
        json.object { json in
            json.field("body", message.body)
            json.field("title", message.title)
            json.field("type", message.kind.rawValue)
            json.field("format", "text")
            json.optional("urls", settings.targets)
        }
        let key = TemplateFunction.pathescape.escape(settings.configKey)
        guard key != ".", key != ".." else { throw AppriseChannel.fault("The configuration key cannot be part of an address") }
        url = settings.serverURL + "/notify" + (key.isEmpty ? "" : "/\(key)")
        outbound = OutboundRequest(.post, "/", headers: headers, body: json.bytes, timeout: .seconds(settings.timeoutSeconds))
    }

    /// What the server's answer means; Apprise says 424 when a target did not take the message, 204 for an unknown key.
    func outcome(_ response: OutboundResponse) -> DeliveryOutcome {
        let text = String(decoding: response.body.prefix(4096), as: UTF8.self).cleaned.trimmed
        let status = response.status
        if (200..<300).contains(status), status != 204 {
            return .delivered(DeliveryReceipt(status: status, response: text, payloadSize: outbound.body.count))
        }
        let (kind, summary, isPermanent) = Self.judgement(status)
        return .failed(
            DeliveryFailure(
                kind, summary, detail: "Status \(status)" + (text.isEmpty ? "" : ": \(text.onOneLine.truncated(bytes: 400))"),
                isPermanent: isPermanent, retryAfter: Self.wait(response), status: status, response: text, payloadSize: outbound.body.count)
        )
    }

    private static func judgement(_ status: Int) -> (DeliveryFailure.Class, String, Bool) {
        switch status {
        case 204: (.configuration, "The Apprise server knows nothing under this configuration key", true)
        case 401, 403: (.authentication, "The Apprise server refuses the API key (status \(status))", true)
        case 424: (.rejected, "Apprise could not reach all of its targets (status 424)", false)
        case 429: (.rateLimited, "The Apprise server takes no more messages for now (status 429)", false)
        case 408, 425: (.connectivity, "The Apprise server waited too long for the message (status \(status))", false)
        case 300..<500: (.rejected, "The Apprise server does not take the message (status \(status))", true)
        default: (.unknown, "The Apprise server has a fault of its own (status \(status))", false)
        }
    }

    private static func wait(_ response: OutboundResponse) -> Duration? {
        response.header("retry-after").flatMap { Int64($0.trimmed) }.map { .seconds(min(max($0, 0), 3600)) }
    }
}
