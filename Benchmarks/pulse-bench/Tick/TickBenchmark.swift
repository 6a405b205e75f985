import ArgumentParser
import Foundation
import Logging
import PulseCore
import PulseHistory
import PulseInventory
import PulseMonitor

/// What one round of a whole estate costs from the observation to the last listener: inventory, identities, history.
struct TickBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick", abstract: "Takes observations of a whole synthetic estate into the pipeline and times them.")

    @Option(help: "How many resources the estate has.")
    var resources = 10_500
    @Option(help: "How many rounds of 10 s are played.")
    var ticks = 360

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pulse-tick-\(getpid())")
        defer { try? FileManager.default.removeItem(at: folder) }
        var log = Logger(label: "bench")
        log.logLevel = .warning
        let clock = ManualWallClock()
        let store = try BlockStore(path: folder.appendingPathComponent("metrics.db").path, clock: clock, logger: log)
        let pipeline = Pipeline(inventory: Inventory(), identities: NoStore(), history: store, clock: clock, logger: log)
        var estate = SyntheticEstate(resources: resources)
        var times: [Double] = []
        for _ in 0..<ticks {
            clock.advance(by: .seconds(10))
            estate.advanceAll()
            let observation = Observation(source: SourceScope(.proxmox, "bench"), at: clock.now, resources: estate.resources)
            let started = ContinuousClock.now
            try await pipeline.ingest(observation)
            times.append(started.duration(to: .now).fractionalSeconds * 1000)
        }
        times.sort()
        let worst = Self.text(times[times.count - 1])
        print("\(resources) resources, \(ticks) rounds: median \(Self.text(times[times.count / 2])) ms, worst \(worst) ms")
        print("resident \(ProcessCounters.now().resident >> 20) MB")
        await store.close()
    }

    private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}

/// Identities are a matter of the first round only.
private struct NoStore: IdentityStore {
    func save(_ facts: [IdentityFact], at now: Timestamp) async throws {}
}
