import Crypto
import PulseAlerts
import PulseCore

/// What templates know of a message, `notifications` §4.2.
struct MessageValues {
    /// Alerts that a message spells out; the others are counted.
    static let mostListed = 20

    var message: Message
    var settings: WebhookSettings
    var tenant: WebhookTenant
    var chatID = ""

    var value: TemplateValue {
        guard let first = message.alerts.first else { return .record([:]) }
        var fields = alertFields(first)
        fields["Message"] = .text(body)
        fields["Headline"] = .text(headline)
        fields["Title"] = .text(title)
        fields["Mention"] = .text(settings.mention)
        fields["CustomFields"] = .texts(settings.customFields)
        fields["TenantID"] = .text(tenant.id)
        fields["TenantName"] = .text(tenant.name)
        fields["ChatID"] = .text(chatID)
        fields["IsTest"] = .flag(message.isTest)
        fields["AlertCount"] = .integer(Int64(message.alerts.count))
        let all: [TemplateValue] = message.alerts.map { .record(alertFields($0)) }
        fields["Alerts"] = .list(all)
        fields["ListedAlerts"] = .list(Array(all.prefix(Self.mostListed)))
        fields["UnlistedCount"] = .integer(Int64(max(0, all.count - Self.mostListed)))
        if settings.template.isEmpty || settings.template.contains("AlertsJSON") { fields["AlertsJSON"] = .text(alertsJSON) }
        return .record(fields)
    }

    private func alertFields(_ alert: Alert) -> [String: TemplateValue] {
        let resolved = message.resolvedTimes[alert.occurrence]
        let end = resolved ?? max(message.createdAt, alert.startTime)
        var fields: [String: TemplateValue] = [
            "ID": .text(alert.id.cleaned), "DedupKey": .text(Self.key(alert.id)), "Level": .text(alert.level.rawValue),
            "Type": .text(alert.type.rawValue), "Kind": .text(alert.kind.rawValue), "ResourceName": .text(alert.resourceName.cleaned),
            "ResourceID": .text(alert.resourceID.cleaned), "Node": .text(alert.node.cleaned),
            "NodeDisplayName": .text((alert.nodeDisplayName ?? alert.node).cleaned), "Connection": .text(alert.instance.cleaned),
        ]
        fields["ResourceType"] = .text(text(alert.metadata["resourceType"]))
        fields["Instance"] = .text(message.publicURL)
        fields["AlertURL"] = .text(message.publicURL.isEmpty ? "" : message.publicURL + "/alerts")
        fields["Message"] = .text(words(of: alert))
        fields["Value"] = .number((alert.value * 10).rounded() / 10)
        fields["Threshold"] = .number((alert.threshold * 10).rounded() / 10)
        fields["HasFigures"] = .flag(alert.hasFigures)
        fields["ValueFormatted"] = .text(alert.valueText)
        fields["ThresholdFormatted"] = .text(alert.thresholdText)
        fields["StartTime"] = .text(alert.startTime.rfc3339)
        fields["StartUnix"] = .integer(alert.startTime.seconds)
        fields["LastSeen"] = .text(alert.lastSeen.rfc3339)
        fields["Timestamp"] = .text(message.createdAt.rfc3339)
        fields["TimestampUnix"] = .integer(message.createdAt.seconds)
        fields["Duration"] = .text(end.since(alert.startTime).inWords)
        fields["Acknowledged"] = .flag(alert.acknowledgement != nil)
        fields["AckTime"] = .text(alert.acknowledgement?.at.rfc3339 ?? "")
        fields["AckUser"] = .text((alert.acknowledgement?.by ?? "").cleaned)
        fields["Event"] = .text(message.event.rawValue)
        fields["ResolvedAt"] = .text(resolved?.forPeople ?? "")
        fields["ResolvedAtISO"] = .text(resolved?.rfc3339 ?? "")
        fields["ResolvedUnix"] = .integer((resolved ?? message.createdAt).seconds)
        fields["Metadata"] = .map(alert.metadata.mapValues(TemplateValue.init))
        return fields
    }

    private func text(_ value: MetadataValue?) -> String {
        if case .text(let text)? = value { return text.cleaned }
        return ""
    }

    /// PagerDuty folds events by a key of 255 characters at most.
    private static func key(_ id: String) -> String {
        let id = id.cleaned
        guard id.utf8.count > 255 else { return id }
        let digest = SHA256.hash(data: Array(id.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return String(decoding: id.utf8.prefix(160).filter { $0 < 0x80 }, as: UTF8.self) + "#" + digest
    }
}

/// Whose Pulse it is, where several share one receiver: `PULSE_TENANT_ID` and `PULSE_TENANT_NAME`.
public struct WebhookTenant: Sendable, Equatable {
    public var id: String
    public var name: String
    public init(id: String = "", name: String = "") {
        self.id = id
        self.name = name
    }
    public init(environment: [String: String]) {
        self.init(id: environment["PULSE_TENANT_ID"] ?? "", name: environment["PULSE_TENANT_NAME"] ?? "")
    }
}

extension TemplateValue {
    /// The same value as templates see it.
    init(_ value: MetadataValue) {
        switch value {
        case .null: self = .none
        case .text(let text): self = .text(text.cleaned)
        case .number(let number): self = .number(number)
        case .integer(let number): self = .integer(number)
        case .flag(let flag): self = .flag(flag)
        case .list(let values): self = .list(values.map(TemplateValue.init))
        case .object(let members): self = .map(members.mapValues(TemplateValue.init))
        }
    }
}
