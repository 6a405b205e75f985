/// Decides which groups are sealed and which leave memory. A value: it looks at numbers and names groups.
struct SealPolicy {
    /// What the decision needs to know of one group.
    struct Group: Equatable {
        var id: UInt32
        /// Ticks of its longest resource that are not sealed.
        var openTicks: Int
        /// Samples that are not sealed.
        var openSamples: Int
        /// Sealed samples still in memory.
        var recentSamples: Int
        /// Milliseconds since its oldest unsealed tick was written.
        var openMilliseconds: Int64
    }

    enum Action: Equatable {
        /// Write the group's open samples as a block.
        case seal(UInt32)
        /// Forget the group's sealed samples.
        case forget(UInt32)
    }

    var ticksPerBlock: Int
    var longestOpenMilliseconds: Int64
    var memorySamples: Int

    func decide(_ groups: [Group]) -> [Action] {
        var actions: [Action] = []
        var total = 0
        var sealed: Set<UInt32> = []
        for group in groups {
            total += group.openSamples + group.recentSamples
            let isFull = group.openTicks >= ticksPerBlock
            let isOld = group.openTicks > 0 && group.openMilliseconds >= longestOpenMilliseconds
            if isFull || isOld {
                actions.append(.seal(group.id))
                sealed.insert(group.id)
            }
        }
        guard total > memorySamples else { return actions }
        // Down to 7/8, so that the bound is not met again at the next tick.
        let goal = memorySamples / 8 * 7
        for group in groups.sorted(by: { $0.recentSamples > $1.recentSamples }) where group.recentSamples > 0 && total > goal {
            actions.append(.forget(group.id))
            total -= group.recentSamples
        }
        for group in groups.sorted(by: { $0.openSamples > $1.openSamples }) where group.openSamples > 0 && total > goal {
            if !sealed.contains(group.id) { actions.append(.seal(group.id)) }
            actions.append(.forget(group.id))
            total -= group.openSamples
        }
        return actions
    }
}
