import PulseProxmox

/// A source that is a connection to a platform and knows how it fares.
public protocol ConnectionSource: ObservationSource {
    /// As of its last poll.
    var condition: ConnectionCondition { get }
    /// It is asked no more: what it keeps open is closed.
    func retire() async
}

extension ConnectionSource {
    public func retire() async {}
}
