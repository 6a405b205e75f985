import ArgumentParser
import Foundation
import PulseCore
import PulseHistory

/// `pulse-bench history`: size, speed, written bytes and start of the metric store.
struct HistoryBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Metric store: bytes a sample, samples a second, read latency, written bytes, start.")

    @Option(help: "Guests of eight series each.") var guests = 125
    @Option(help: "Hours of ticks of ten seconds.") var hours = 24
    @Option(help: "Guests of the charts measurement.") var chartGuests = 1000
    @Option(help: "Directory for the databases; removed at the end.") var directory = NSTemporaryDirectory() + "pulse-bench-history"
    @Flag(help: "Skip the measurement without rounding.") var skipExact = false

    func run() async throws {
        try? FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        print("Rounded on intake: percentages and loads to 0.01, temperatures to 0.1 °C, bytes and rates to 4 significant digits,")
        print("counts not at all, times to whole seconds. Exact: nothing is rounded, times in ms.")
        try await measure(exact: false)
        if !skipExact { try await measure(exact: true) }
        try await writtenAtOnce()
        try await charts()
    }

    /// Bytes written when the kernel writes back after every tick, as it does when ticks are ten seconds apart.
    private func writtenAtOnce() async throws {
        let path = directory + "/slow.db"
        let clock = ManualWallClock()
        let store = try BlockStore(path: path, clock: clock)
        var estate = Estate(guests: guests)
        let ticks = min(hours, 4) * 360
        let files: [Int32] = [path, path + "-wal"].map { (name: String) in open(name, O_RDONLY) }
        defer { files.forEach { close($0) } }
        let before = ProcessCounters.now().written
        for tick in 0..<ticks {
            clock.advance(by: .seconds(10))
            try await store.append(estate.tick(tick), at: clock.now)
            for file in files { fdatasync(file) }
        }
        let written = ProcessCounters.now().written - before
        print("\nwrite-back after every tick, \(ticks) ticks:")
        line("written to disk, MB a day (write_bytes)", Double(written) / 1e6 * 8640 / Double(ticks), 1)
        await store.close()
    }

    private func measure(exact: Bool) async throws {
        let name = exact ? "exact" : "rounded"
        let path = directory + "/\(name).db"
        let clock = ManualWallClock()
        var options = HistoryOptions()
        options.exact = exact
        let store = try BlockStore(path: path, clock: clock, options: options)
        var estate = Estate(guests: guests)
        let begin = clock.now
        let before = ProcessCounters.now()
        var spent: Duration = .zero
        var samples = 0
        for tick in 0..<hours * 360 {
            clock.advance(by: .seconds(10))
            let groups = estate.tick(tick)
            samples += groups.count * Estate.metrics.count
            let watch = ContinuousClock.now
            try await store.append(groups, at: clock.now)
            spent += ContinuousClock.now - watch
        }
        let written = ProcessCounters.now().written - before.written
        let unsealed = await store.statistics().dbSize
        let watch = ContinuousClock.now
        try await store.sealAll()
        spent += ContinuousClock.now - watch
        print("\n\(name): \(guests * Estate.metrics.count) series, \(hours) h of ticks of 10 s, \(samples) samples")
        let raw = try await store.bytesOfTier(.raw)
        line("raw blocks, bytes a sample", Double(raw) / Double(samples), 3)
        for tier in [HistoryTier.minute, .hourly, .daily] {
            line("\(tier.rawValue) rollups, bytes a raw sample", Double(try await store.bytesOfTier(tier)) / Double(samples), 3)
        }
        let statistics = await store.statistics()
        line("samples written a second", Double(samples) / spent.fractionalSeconds, 0)
        line("written to disk, MB a day (write_bytes)", Double(written) / 1e6 * 24 / Double(hours), 1)
        line("database with log before the last sealing, MB", Double(unsealed) / 1e6, 2)
        try await reads(store, clock, begin)
        await store.close()
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        line("whole file with journal and rollups, MB", Double(size) / 1e6, 2)
        line("whole file, bytes a sample", Double(size) / Double(samples), 3)
        print(
            "  kept values: raw \(statistics.rawCount), minute \(statistics.minuteCount), hourly \(statistics.hourlyCount), daily \(statistics.dailyCount)"
        )
        try await start(path, clock, options)
    }

    private func reads(_ store: BlockStore, _ clock: ManualWallClock, _ begin: Timestamp) async throws {
        var times: [Double] = []
        for round in 0..<400 {
            // 500 points of ten seconds, beginning at another place each time; all from the database.
            let start = begin + .seconds(10 * ((round * 37) % max(hours * 360 - 900, 1)))
            let metric = Estate.metrics[round % 8]
            let query = HistoryQuery(key: "guest-\(round % guests)", metrics: [metric], start: start, end: start + .seconds(4999))
            let watch = ContinuousClock.now
            let answer = try await store.history(query)
            times.append((ContinuousClock.now - watch).fractionalSeconds * 1000)
            let count = answer.series[metric]?.count ?? 0
            guard count >= 499 else { throw PulseError("bench_wrong_answer", "\(count) points instead of 500") }
        }
        times.sort()
        line("read of 500 points, median ms", times[200], 3)
        line("read of 500 points, 99th percentile ms", times[396], 3)
    }

    private func start(_ path: String, _ clock: ManualWallClock, _ options: HistoryOptions) async throws {
        let watch = ContinuousClock.now
        let store = try BlockStore(path: path, clock: clock, options: options)
        line("start on this database, ms", (ContinuousClock.now - watch).fractionalSeconds * 1000, 1)
        await store.close()
    }
}

func line(_ name: String, _ value: Double, _ places: Int) {
    let number = String(format: "%.\(places)f", value)
    print("  " + name.padding(toLength: 62, withPad: " ", startingAt: 0) + number)
}
