import PulseCore
import PulseInventory

/// What a node receives and sends: the platform's status of a node does not say, and the metrics export, which has its counters, has no
/// answer smaller than all figures of a node and its guests.
enum NodeTraffic {
    struct Input: Sendable {
        /// From the newest point of the node's own history.
        var remembered: Double?
        var rememberedAt: Timestamp?
        /// The newest moment of that history, filled or not; both are of the node's clock, which may not be ours.
        var historyEndsAt: Timestamp?
        var now: Timestamp
    }
    /// A point so long before the end of the history is not the present: the step is a minute.
    static let life: Duration = .seconds(180)

    static let table = FigureTable<Input, Double>(
        .init("rrd") { input in
            guard let rate = input.remembered, let at = input.rememberedAt else { return .unusable("no-history") }
            guard let end = input.historyEndsAt, end.since(at) <= life else { return .unusable("too-old") }
            return .value(rate, measuredAt: min(at, input.now))
        })
}
