/// A service that takes webhooks, with all that people need to set one up and all that it takes to tell it something.
public struct WebhookService: Sendable, Equatable {
    /// The services, in the order in which they are offered, `notifications` §1.4.
    public enum ID: String, Sendable, CaseIterable, Codable {
        case discord, telegram, slack, teams, pagerduty
        case teamsAdaptive = "teams-adaptive"
        case pushover, gotify, ntfy, mattermost, generic
    }

    public var id: ID
    public var label: String
    public var mentionPlaceholder = ""
    public var mentionHelp = ""
    public var name: String
    public var description: String
    public var urlPattern: String
    public var method = "POST"
    /// May hold template variables.
    public var headers = ["Content-Type": "application/json"]
    /// Headers of recoveries, where they differ.
    public var resolvedHeaders: [String: String]?
    public var payloadTemplate: String
    public var resolvedPayloadTemplate: String
    public var instructions: String
    /// Custom fields without which the service takes nothing.
    public var requiredFields: [String] = []
    /// Alerts that one request may tell; a message of more becomes several requests. `nil`: all.
    public var alertsPerRequest: Int?

    /// Whether payloads must be JSON.
    public var isJSON: Bool { id != .ntfy }

    /// Bytes of the alerts in one request of the generic payload.
    static let mostJSON = 256 << 10

    /// All services in the order of `ID`.
    public static var all: [WebhookService] { ID.allCases.map(\.service) }

    /// The service of that name; the empty name and unknown ones are generic.
    public static func named(_ name: String) -> WebhookService { (ID(rawValue: name.lowercased()) ?? .generic).service }
}

extension WebhookService.ID {
    /// What is known of the service.
    public var service: WebhookService {
        switch self {
        case .discord: .discord
        case .telegram: .telegram
        case .slack: .slack
        case .teams: .teams
        case .pagerduty: .pagerDuty
        case .teamsAdaptive: .teamsAdaptive
        case .pushover: .pushover
        case .gotify: .gotify
        case .ntfy: .ntfy
        case .mattermost: .mattermost
        case .generic: .generic
        }
    }
}
