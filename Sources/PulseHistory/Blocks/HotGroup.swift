/// Sixteen neighbouring resources whose blocks share database rows.
struct HotGroup: Sendable {
    /// Resources of a group.
    static let width: UInt32 = 16

    var resources: [UInt32: HotResource] = [:]
    /// The journal sequence up to which blocks hold everything.
    var sealedSequence: Int64 = 0
    /// The journal sequence of the first open tick.
    var firstOpen: Int64?
    /// When the first open tick was written, ms.
    var openSince: Int64 = 0
    /// Every tick from here on is in memory.
    var completeSince: Int64 = .min

    static func of(_ resource: UInt32) -> UInt32 { resource / width }
    static func resources(_ group: UInt32) -> ClosedRange<UInt32> { group * width...group * width + (width - 1) }

    mutating func append(_ resource: UInt32, _ tick: JournalTick, _ range: Range<Int>, sequence: Int64, now: Int64) {
        if firstOpen == nil {
            firstOpen = sequence
            openSince = now
        }
        resources[resource, default: HotResource()]
            .append(at: tick.at, sequence: sequence, metrics: tick.metrics[range], values: tick.values[range])
    }

    /// Notes that blocks hold every tick up to `sequence`.
    mutating func seal(through sequence: Int64) {
        for id in resources.keys { resources[id]?.seal() }
        sealedSequence = sequence
        firstOpen = nil
    }

    /// Forgets sealed ticks before `limit`.
    mutating func forget(before limit: Int64) {
        for id in resources.keys {
            if let latest = resources[id]?.forget(before: limit) { completeSince = max(completeSince, latest + 1) }
            if resources[id]?.ticks.isEmpty == true { resources[id] = nil }
        }
    }

    func state(_ id: UInt32, now: Int64) -> SealPolicy.Group {
        var state = SealPolicy.Group(id: id, openTicks: 0, openSamples: 0, recentSamples: 0, openMilliseconds: now - openSince)
        for resource in resources.values {
            state.openTicks = max(state.openTicks, resource.openTicks)
            state.openSamples += resource.openSamples
            state.recentSamples += resource.recentSamples
        }
        return state
    }
}
