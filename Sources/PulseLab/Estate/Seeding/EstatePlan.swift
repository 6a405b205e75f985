import PulseCore

/// What an estate shall be like.
public struct EstatePlan: Sendable {
    /// Which of the themes gives names; other indices give other names.
    public var index: Int
    public var seed: UInt64
    public var nodes: Int
    public var guests: Int
    public var version: LabVersion
    /// A single node that is in no cluster.
    public var isStandalone: Bool
    /// Nothing rises or falls.
    public var isSteady = false
    /// Names of nodes that are always busy; names that no node has count for nothing.
    public var busyNodes: Set<String> = []
    /// Share of the guests that are stopped, 0...1; `nil` is some of them, but none of the first.
    public var stoppedShare: Double?
    /// The time at which it is built.
    public var epoch: Timestamp

    public init(
        index: Int = 0, seed: UInt64 = 1, nodes: Int = 3, guests: Int = 20, version: LabVersion = LabVersion(9, 0),
        isStandalone: Bool = false, epoch: Timestamp = SystemWallClock().now
    ) {
        self.index = index
        self.seed = seed
        self.nodes = min(max(nodes, 1), 500)
        self.guests = min(max(guests, 0), 10_000)
        self.version = version
        self.isStandalone = isStandalone && nodes == 1
        self.epoch = epoch
    }

    /// The address of a node's API: `127.0.<cluster>.<node>`, all of them on this machine.
    func address(_ node: Int) -> String { "127.\(index / 250 * 2 + node / 250).\(index % 250 + 1).\(node % 250 + 1)" }
}
