import PulseCore

/// How large the laboratory is while mock mode is on, `reporting-operations` §3.
public struct MockEstate: Sendable, Equatable {
    public var nodeCount = 32
    public var vmsPerNode = 10
    public var lxcsPerNode = 8
    /// Whether figures change.
    public var randomMetrics = true
    /// Names of nodes that are always busy.
    public var highLoadNodes: [String] = []
    /// Share of the guests that are stopped, 0...1.
    public var stoppedPercent = 0.06

    public init() {}

    /// Guests that one process can show with ease.
    public static let guestLimit = 20_000

    /// Throws `invalid_mock_config` with a sentence that names the member.
    public func check() throws(PulseError) {
        func refuse(_ text: String) -> PulseError { PulseError("invalid_mock_config", text) }
        guard (1...1000).contains(nodeCount) else { throw refuse("nodeCount must be from 1 to 1000") }
        guard (0...1000).contains(vmsPerNode) else { throw refuse("vmsPerNode must be from 0 to 1000") }
        guard (0...1000).contains(lxcsPerNode) else { throw refuse("lxcsPerNode must be from 0 to 1000") }
        guard nodeCount * (vmsPerNode + lxcsPerNode) <= Self.guestLimit else {
            throw refuse("At most \(Self.guestLimit) guests can be shown")
        }
        guard (0...1).contains(stoppedPercent) else { throw refuse("stoppedPercent must be from 0 to 1") }
        guard highLoadNodes.count <= 1000 else { throw refuse("highLoadNodes has too many entries") }
    }
}
