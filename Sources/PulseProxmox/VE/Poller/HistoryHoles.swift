import PulseCore
import PulseInventory

/// Which of the moments a platform remembers are missing in our history.
///
/// A hole lies between the last sample before Pulse stopped listening and the first after it listened again. Remembered moments within
/// half an interval of either are the same moment measured by somebody else, and stay out.
struct HistoryHoles: Sendable {
    /// By source id; absent when never measured.
    var lastMeasured: [String: Timestamp]
    /// When the connection as a whole was last heard: what was not measured then was not there. `nil` when it never was.
    var lastHeard: Timestamp?
    /// The first own sample after the pause.
    var resumedAt: Timestamp
    /// How often samples are taken.
    var interval: Duration
    /// The sample before the hole has no rates.
    var beginsWithoutRates = false
    /// The sample after the hole has no rates.
    var endsWithoutRates = false

    private static let rates: Set<Metric> = [.netIn, .netOut, .diskRead, .diskWrite]

    /// The holes of a gap.
    ///
    /// - Parameter measured: When each resource was last measured before the gap's end, by its source id.
    init(_ gap: PauseWatch.Gap, measured: [String: Timestamp], interval: Duration) {
        lastHeard = gap.since ?? measured.values.max()
        // Whoever was listening then would have measured it.
        lastMeasured = measured.mapValues { max($0, gap.since ?? $0) }
        resumedAt = gap.until
        self.interval = interval
        beginsWithoutRates = gap.beginsWithoutRates
        endsWithoutRates = gap.since == nil
    }

    /// The earliest moment that any of these resources misses; `nil` when there is no hole.
    func start(of sourceIDs: some Sequence<String>, memory: Duration) -> Timestamp? {
        var earliest: Timestamp?
        for id in sourceIDs {
            let begin = begin(of: id) ?? resumedAt - memory
            guard beginsWithoutRates || resumedAt.since(begin) > interval * 3 / 2 else { continue }
            earliest = min(earliest ?? begin, begin)
        }
        return earliest.map { max($0, resumedAt - memory) }
    }

    /// What is to be written: only points inside holes, resources without any left out.
    func filling(_ remembered: [ObservedHistory]) -> [ObservedHistory] {
        let margin = interval / 2
        return remembered.compactMap { history in
            var history = history
            let begin = begin(of: history.sourceID)
            for index in history.points.indices {
                let at = history.points[index].at
                let isInside = at < resumedAt - margin && begin.map { at > $0 + margin } != false
                let hasRates =
                    (endsWithoutRates ? at <= resumedAt : at < resumedAt - margin)
                    && begin.map { at > (beginsWithoutRates ? $0 : $0 + margin) } != false
                guard !isInside || !hasRates else { continue }
                history.points[index].samples.removeAll { Self.rates.contains($0.metric) ? !hasRates : !isInside }
            }
            history.points.removeAll(where: \.samples.isEmpty)
            return history.points.isEmpty ? nil : history
        }
    }

    private func begin(of id: String) -> Timestamp? { lastMeasured[id] ?? lastHeard }
}
