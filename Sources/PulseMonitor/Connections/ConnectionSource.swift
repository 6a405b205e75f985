import PulseProxmox

/// A source that is a connection to a platform and knows how it fares.
public protocol ConnectionSource: ObservationSource {
    /// As of its last poll.
    var condition: ConnectionCondition { get }
    /// What is read now and then only, such as the members of a cluster, is read with the next poll.
    func recheck() async
    /// It is asked no more: what it keeps open is closed.
    func retire() async
}

extension ConnectionSource {
    public func recheck() async {}
    public func retire() async {}
}
