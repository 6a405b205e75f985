import Foundation
import PulseCore
import PulseHistory

extension HistoryBenchmark {
    /// Charts of the last hour of all guests at once, as a dashboard asks for them.
    func charts() async throws {
        let clock = ManualWallClock()
        var options = HistoryOptions()
        options.memorySamples = 12_000_000
        let path = directory + "/charts.db"
        let store = try BlockStore(path: path, clock: clock, options: options)
        var estate = Estate(guests: chartGuests)
        for tick in 0..<720 {
            clock.advance(by: .seconds(10))
            try await store.append(estate.tick(tick), at: clock.now)
        }
        print("\ncharts: \(chartGuests) guests, 2 h of ticks")
        let keys = (0..<chartGuests).map { "guest-\($0)" }
        for (count, metrics, most) in [(chartGuests, Estate.metrics, 500), (chartGuests, [Metric.cpu], 120), (50, Estate.metrics, 180)] {
            let rounds = 10
            let asked = Array(keys.prefix(count))
            var points = 0
            let watch = ContinuousClock.now
            for _ in 0..<rounds {
                let answer = try await store.charts(
                    keys: asked, metrics: metrics, start: clock.now - .seconds(3600), end: clock.now, maxPoints: most)
                points = answer.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.count } }
            }
            let spent = (ContinuousClock.now - watch).fractionalSeconds
            line("1 h, \(count) guests × \(metrics.count), ≤ \(most): ms a call (\(points) points)", spent / Double(rounds) * 1000, 2)
        }
        line("resident memory, MB", Double(ProcessCounters.now().resident) / 1e6, 1)
        await store.close()
        let watch = ContinuousClock.now
        let reopened = try BlockStore(path: path, clock: clock, options: options)
        line("start with \(chartGuests * 8) series, ms", (ContinuousClock.now - watch).fractionalSeconds * 1000, 1)
        await reopened.close()
    }
}
