import PulseAlerts

/// A place that messages go to, as routing and the worker need to know it; without credentials.
public struct Destination: Sendable, Equatable {
    public var id: DestinationID
    public var kind: ChannelKind
    /// For people.
    public var name: String
    public var isEnabled: Bool
    /// Only alerts with these tags; empty: all.
    public var tagFilter: [String]
    public var tagFilterMode: TagFilterMode
    /// What the ledger shows as its address.
    public var redactedURL: String
    /// The webhook's service; empty for other channels.
    public var service: String
    /// Messages a minute, counted for all destinations of the same `rateKey`; `nil`: no limit.
    public var ratePerMinute: Int?
    public var rateKey: String
    /// Each alert is a message of its own, whatever grouping says, so that one that fails repeats no other.
    public var takesAlertsOneByOne: Bool

    public init(
        id: DestinationID, kind: ChannelKind, name: String, isEnabled: Bool = true, tagFilter: [String] = [],
        tagFilterMode: TagFilterMode = .all, redactedURL: String = "", service: String = "", ratePerMinute: Int? = nil,
        rateKey: String? = nil, takesAlertsOneByOne: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.isEnabled = isEnabled
        self.tagFilter = tagFilter
        self.tagFilterMode = tagFilterMode
        self.redactedURL = redactedURL
        self.service = service
        self.ratePerMinute = ratePerMinute
        self.rateKey = rateKey ?? id.rawValue
        self.takesAlertsOneByOne = takesAlertsOneByOne
    }

    /// Whether a notice with this target and alert goes there, `notifications` §2.4.
    public func takes(_ alert: Alert, target: Notice.Target) -> Bool {
        guard isEnabled, target.reaches(kind), !alert.deadDestinations.contains(id.rawValue) else { return false }
        return TagFilter(tagFilter, mode: tagFilterMode).admits(alert)
    }
}

extension Notice.Target {
    /// Whether it means destinations of this channel.
    func reaches(_ kind: ChannelKind) -> Bool {
        switch self {
        case .all: true
        case .email: kind == .email
        case .webhook: kind == .webhook
        case .apprise: kind == .apprise
        }
    }
}

extension Alert {
    /// Where news of this alert must not go: the destinations it says are dead.
    var deadDestinations: Set<String> {
        guard case .list(let names) = metadata["deadDestinations"] else { return [] }
        return Set(names.compactMap { if case .text(let name) = $0 { name } else { nil } })
    }
}
