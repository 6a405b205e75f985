import PulseAlerts
import PulseCore

/// One request as it leaves, still without signature.
public struct WebhookRequest: Sendable, Equatable {
    /// Rendered; not yet checked.
    public var url: String
    public var method: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// How many of the message's alerts it tells.
    public var alertCount: Int

    public static func == (left: Self, right: Self) -> Bool {
        left.url == right.url && left.method == right.method && left.body == right.body
            && left.headers.elementsEqual(right.headers) { $0 == $1 }
    }
}

extension WebhookRequest {
    /// The requests that tell a message: one, or several where the service takes few alerts at a time.
    ///
    /// - Throws: A permanent `DeliveryFailure` of class `configuration`: a template that fails or makes no JSON, a missing field.
    public static func requests(
        for message: Message, settings: WebhookSettings, tenant: WebhookTenant = WebhookTenant()
    ) throws(DeliveryFailure) -> [WebhookRequest] {
        let settings = settings.normalised
        let service = WebhookService.named(settings.service)
        if settings.template.isEmpty, let missing = service.requiredFields.first(where: { settings.customFields[$0, default: ""].isEmpty })
        {
            throw .configuration("The custom field \(missing) is missing")
        }
        var requests: [WebhookRequest] = []
        for part in message.parts(for: service, settings) {
            requests.append(try WebhookRequest(part, settings, service, tenant))
        }
        return requests
    }

    private init(
        _ message: Message, _ settings: WebhookSettings, _ service: WebhookService, _ tenant: WebhookTenant
    ) throws(DeliveryFailure) {
        alertCount = message.alerts.count
        var values = MessageValues(message: message, settings: settings, tenant: tenant)
        var url = try Self.url(settings, values)
        if service.id == .telegram { (url, values.chatID) = try Self.takingChat(from: url) }
        let known = values.value
        self.url = url
        method = settings.method
        let isResolved = message.event == .resolved
        let standard = isResolved ? service.resolvedPayloadTemplate : service.payloadTemplate
        let text = try Self.render(settings.template.isEmpty ? standard : settings.template, known, "payload")
        body = Array(text.utf8)
        if service.isJSON {
            do throws(JSONFailure) {
                try JSONReader.read(body) { (_) throws(JSONFailure) in }
            } catch {
                throw .configuration("The payload is no JSON; put texts into quotes and through jsonString", detail: "\(error)")
            }
        }
        let templates = isResolved ? service.resolvedHeaders ?? service.headers : service.headers
        headers = try Self.headers(templates, settings.headers, known)
        let id = Self.eventID(message)
        headers.append((name: "X-Pulse-Event-ID", value: id))
        headers.append((name: "User-Agent", value: "Pulse-Monitoring/2.0" + (message.isTest ? " (Test)" : "")))
    }

    private static func url(_ settings: WebhookSettings, _ values: MessageValues) throws(DeliveryFailure) -> String {
        guard settings.url.contains("{{") else { return settings.url }
        do throws(TemplateFailure) {
            return try Template(settings.url).renderAddress(values.value)
        } catch {
            throw .configuration("The template of the address fails", detail: error.sentence)
        }
    }

    /// Telegram's `chat_id` moves from the address into the payload.
    private static func takingChat(from url: String) throws(DeliveryFailure) -> (String, String) {
        guard let mark = url.firstIndex(of: "?") else { throw .configuration("The address needs ?chat_id= and the chat's number") }
        var chat = ""
        let kept = url[url.index(after: mark)...].split(separator: "&").filter { pair in
            guard pair.hasPrefix("chat_id=") else { return true }
            chat = pair.dropFirst(8).percentDecoded
            return false
        }
        let digits = chat.hasPrefix("-") ? chat.dropFirst() : chat[...]
        guard !digits.isEmpty, digits.count <= 20, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .configuration("The address needs ?chat_id= and the chat's number")
        }
        return (url[..<mark] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")), chat)
    }

    private static func render(_ template: String, _ value: TemplateValue, _ what: String) throws(DeliveryFailure) -> String {
        do throws(TemplateFailure) {
            return try Template(template).render(value)
        } catch {
            throw .configuration("The template of the \(what) fails: \(error.sentence)")
        }
    }

    /// The service's headers, and those of the user over them. The user's with template variables are left out.
    private static func headers(
        _ standard: [String: String], _ own: [String: String], _ value: TemplateValue
    ) throws(DeliveryFailure) -> [(name: String, value: String)] {
        var found: [String: (name: String, value: String)] = [:]
        for (name, template) in standard {
            let text = try render(template, value, "header \(name)")
            if !text.isEmpty { found[name.lowercased()] = (name, HeaderText.encoded(text)) }
        }
        for (name, text) in own where !text.contains("{{") {
            guard HeaderText.isName(name), HeaderText.isValue(text) else {
                throw .configuration("A header's name or value holds characters that headers cannot hold")
            }
            guard !HeaderText.isReserved(name) else { continue }
            found[name.lowercased()] = (name, text)
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// `<alertId>:<start in ms>:<event>` of the first alert, the same for every attempt.
    private static func eventID(_ message: Message) -> String {
        guard let first = message.alerts.first else { return "" }
        let id = "\(first.id):\(first.startTime.milliseconds):\(message.event.rawValue)"
        return id.percentEncoded(keeping: Set(HeaderText.visible), spaceAs: "%20")
    }
}

extension Message {
    /// The message in parts that the service takes.
    fileprivate func parts(for service: WebhookService, _ settings: WebhookSettings) -> [Message] {
        if let most = service.alertsPerRequest { return parts { $0.count >= most } }
        let template = settings.template.isEmpty ? service.payloadTemplate : settings.template
        guard template.contains("AlertsJSON"), alerts.count > 1 else { return [self] }
        var size = 0
        return parts { part in
            if part.isEmpty { size = 0 }
            guard let last = part.last else { return false }
            size += MessageValues.json(last, resolvedTime: resolvedTimes[last.occurrence]).count
            return size >= WebhookService.mostJSON
        }
    }

    private func parts(isFull: ([Alert]) -> Bool) -> [Message] {
        var parts: [Message] = []
        var part = self
        part.alerts = []
        for alert in alerts {
            if isFull(part.alerts) {
                parts.append(part)
                part.alerts = []
                _ = isFull([])
            }
            part.alerts.append(alert)
        }
        return part.alerts.isEmpty ? parts : parts + [part]
    }
}

extension DeliveryFailure {
    /// What only the settings can mend.
    static func configuration(_ summary: String, detail: String = "") -> DeliveryFailure {
        DeliveryFailure(.configuration, summary, detail: detail, isPermanent: true)
    }
}
