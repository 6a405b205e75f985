/// One webhook, `notifications` §1.3.
public struct WebhookSettings: Sendable, Equatable, Codable {
    public var id = ""
    public var name = ""
    /// May hold template variables.
    public var url = ""
    public var method = "POST"
    public var headers: [String: String] = [:]
    public var enabled = true
    /// A name of the service catalogue; empty means generic.
    public var service = ""
    /// The user's own payload; empty: the service's.
    public var template = ""
    public var customFields: [String: String] = [:]
    public var mention = ""
    public var tagFilter: [String] = []
    public var tagFilterMode = TagFilterMode.all
    public var signingSecret = ""
    public init() {}
}

extension WebhookSettings {
    /// Reads what was stored: members that are missing keep their defaults, unknown ones are left out.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        id = try members.value(.id, default: id)
        name = try members.value(.name, default: name)
        url = try members.value(.url, default: url)
        method = try members.value(.method, default: method)
        headers = try members.value(.headers, default: headers)
        enabled = try members.value(.enabled, default: enabled)
        service = try members.value(.service, default: service)
        template = try members.value(.template, default: template)
        customFields = try members.value(.customFields, default: customFields)
        mention = try members.value(.mention, default: mention)
        tagFilter = try members.value(.tagFilter, default: tagFilter)
        tagFilterMode = try members.value(.tagFilterMode, default: tagFilterMode)
        signingSecret = try members.value(.signingSecret, default: signingSecret)
    }
}
