import PulseCore

/// How a configured connection fares, as far as alerts care, `alerts` §6.3.
public struct ConnectionStanding: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable {
        /// Works, or has not been tried yet.
        case healthy
        /// Silent for longer than it may be.
        case stale
        /// Nobody answers.
        case unreachable
        /// Somebody answers, but refuses the credentials.
        case unauthorized
        /// Switched off by people.
        case paused
    }
    public var id: String
    public var name: String
    /// `pve`, `pbs`, `pmg`, `vsphere` or `truenas`.
    public var product: String
    public var state: State
    /// When it was looked at; a look counts once.
    public var checkedAt: Timestamp
    /// In this state since.
    public var since: Timestamp?
    /// Why, for people, without secrets.
    public var message: String?
    /// Whether all that it holds was listed since the start.
    public var hasListed: Bool

    public init(
        id: String, name: String, product: String, state: State, checkedAt: Timestamp, since: Timestamp? = nil, message: String? = nil,
        hasListed: Bool = false
    ) {
        self.id = id
        self.name = name
        self.product = product
        self.state = state
        self.checkedAt = checkedAt
        self.since = since
        self.message = message
        self.hasListed = hasListed
    }
}
