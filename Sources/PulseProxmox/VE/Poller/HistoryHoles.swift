import PulseCore
import PulseInventory

/// Which of the moments a platform remembers are missing in our history.
///
/// A hole lies between the last sample before Pulse stopped listening and the first after it listened again. Remembered moments within
/// half an interval of either are the same moment measured by somebody else, and stay out.
struct HistoryHoles: Sendable {
    /// By source id; absent when never measured.
    var lastMeasured: [String: Timestamp]
    /// The first own sample after the pause.
    var resumedAt: Timestamp
    /// How often samples are taken.
    var interval: Duration
    /// The first own sample has no rates, for there was no earlier look to compare with.
    var lacksRates = false

    private static let rates: Set<Metric> = [.netIn, .netOut, .diskRead, .diskWrite]

    /// The earliest moment that any of these resources misses; `nil` when there is no hole.
    func start(of sourceIDs: some Sequence<String>, memory: Duration) -> Timestamp? {
        var earliest: Timestamp?
        for id in sourceIDs {
            let begin = lastMeasured[id] ?? resumedAt - memory
            guard resumedAt.since(begin) > interval * 3 / 2 else { continue }
            earliest = min(earliest ?? begin, begin)
        }
        return earliest
    }

    /// What is to be written: only points inside holes, resources without any left out.
    func filling(_ remembered: [ObservedHistory]) -> [ObservedHistory] {
        remembered.compactMap { history in
            var history = history
            let margin = interval / 2
            let begin = lastMeasured[history.sourceID].map { $0 + margin }
            let end = resumedAt - margin
            history.points.removeAll { point in point.at > resumedAt || begin.map { point.at <= $0 } == true }
            for index in history.points.indices where history.points[index].at >= end {
                history.points[index].samples.removeAll { !lacksRates || !Self.rates.contains($0.metric) }
            }
            history.points.removeAll(where: \.samples.isEmpty)
            return history.points.isEmpty ? nil : history
        }
    }
}
