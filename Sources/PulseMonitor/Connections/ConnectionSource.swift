import PulseProxmox

/// A source that is a connection to a platform and knows how it fares.
public protocol ConnectionSource: ObservationSource {
    /// As of its last poll.
    var condition: ConnectionCondition { get }
}
