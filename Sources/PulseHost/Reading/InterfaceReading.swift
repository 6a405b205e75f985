/// A network interface, its addresses and its counters.
public struct InterfaceReading: Sendable, Hashable {
    public var name: String
    public var kind: InterfaceKind
    /// Lower-case hardware address with colons.
    public var mac: String?
    /// Addresses with prefix length, for example `192.0.2.7/24`.
    public var addresses: [String] = []
    /// The kernel's operational state, for example `up`, `down`, `unknown`.
    public var state: String?
    /// Link speed in Mbit/s.
    public var speedMbps: Int?
    /// Bytes received and sent since the interface appeared.
    public var receivedBytes: UInt64
    public var sentBytes: UInt64
    /// Bytes per second since the reading before; `nil` on the first one and after a reset.
    public var receiveRate: Double?
    public var sendRate: Double?
    /// Whether its traffic is part of the machine's total.
    public var isCounted = false

    public init(name: String, kind: InterfaceKind, receivedBytes: UInt64, sentBytes: UInt64) {
        self.name = name
        self.kind = kind
        self.receivedBytes = receivedBytes
        self.sentBytes = sentBytes
    }
}

/// What an interface is made of.
public enum InterfaceKind: String, Sendable, Hashable, CaseIterable {
    case physical, loopback, bond, bridge, vlan, veth, tunnel, virtual
}

/// Bytes per second over all counted interfaces; `nil` when no interface has a rate yet.
public struct TrafficTotals: Sendable, Hashable {
    public var receiveRate: Double?
    public var sendRate: Double?

    public init(receiveRate: Double? = nil, sendRate: Double? = nil) {
        self.receiveRate = receiveRate
        self.sendRate = sendRate
    }
}
