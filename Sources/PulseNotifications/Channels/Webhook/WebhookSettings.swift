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
