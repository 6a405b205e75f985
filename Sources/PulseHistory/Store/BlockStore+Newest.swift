import PulseCore

extension BlockStore {
    public func newest(_ keys: [String], in time: Range<Timestamp>) async throws -> [String: Timestamp] {
        guard !time.isEmpty else { return [:] }
        // Times are kept in whole seconds: a sample taken at the bound itself would otherwise look as if it lay before it.
        let bound = options.exact ? time.upperBound : Timestamp(seconds: time.upperBound.seconds)
        let last = bound - .milliseconds(1)
        guard time.lowerBound <= last else { return [:] }
        let bounds = time.lowerBound.milliseconds...last.milliseconds
        var newest: [String: Timestamp] = [:]
        let inMemory = state.withLock { SeriesReading(keys: keys, metrics: nil, $0) }
        for part in inMemory.parts {
            guard let tick = part.hot?.ticks.filter(bounds.contains).max() else { continue }
            let moment = Timestamp(milliseconds: tick)
            newest[keys[part.index]] = max(newest[keys[part.index]] ?? moment, moment)
        }
        // Right after a start memory holds what no block has yet; the rest is read.
        let others = keys.filter { newest[$0] == nil }
        guard !others.isEmpty else { return newest }
        let reading = state.withLock { SeriesReading(keys: others, metrics: nil, $0) }
        for (index, line) in try await lines(reading, tier: .raw, start: time.lowerBound, end: last) {
            guard let tick = line.values.compactMap(\.newest).max() else { continue }
            newest[others[index]] = Timestamp(milliseconds: tick)
        }
        return newest
    }
}
