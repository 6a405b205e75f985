import PulseCore

/// The canonical state of a resource.
public enum ResourceStatus: String, Sendable, CaseIterable, Codable {
    case online, offline, warning, unknown
}

/// How fresh one source's word about a resource is.
public struct SourceStatus: Sendable, Equatable {
    public enum State: String, Sendable { case online, stale, offline, unknown }
    public var state: State
    /// When the source last described the resource.
    public var lastSeen: Timestamp
    /// Why the source is not heard, if it is not.
    public var error: String?

    public init(state: State, lastSeen: Timestamp, error: String? = nil) {
        self.state = state
        self.lastSeen = lastSeen
        self.error = error
    }
}
