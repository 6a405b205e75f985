import Foundation
import Logging
import PulseCore
import PulseHistory
import PulseInventory
import Testing

@testable import PulseMonitor

/// What a source hands over, and what happens to it once the source is gone.
@Suite struct SourceSinkTests {
    private final class Forgetful: IdentityStore {
        func save(_ facts: [IdentityFact], at now: Timestamp) async throws {}
    }

    private struct Fixture {
        let clock = ManualWallClock()
        let pipeline: Pipeline
        let store: BlockStore
        let sink: SourceSink
        let directory: URL

        init() throws {
            directory = FileManager.default.temporaryDirectory.appendingPathComponent("pulse-sink-\(UUID().uuidString)")
            store = try BlockStore(path: directory.appendingPathComponent("metrics.db").path, clock: clock)
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            pipeline = Pipeline(inventory: Inventory(), identities: Forgetful(), history: store, clock: clock, logger: log)
            sink = SourceSink(source: SourceScope(.proxmox, "pve1"), pipeline: pipeline, logger: log)
        }

        func observation(_ value: Double) -> Observation {
            var guest = ObservedResource(kind: .vm, sourceID: "pve1:node1:100", name: "web")
            guest.identity.proxmoxGuestKey = "pve1:100"
            guest.samples = [Sample(.cpu, value)]
            return Observation(source: sink.source, at: clock.now, resources: [guest])
        }

        func cpu() async throws -> [Double] {
            guard let key = pipeline.snapshot.resource("pve1:node1:100")?.content.historyKey else { return [] }
            let query = HistoryQuery(key: key, metrics: [.cpu], start: clock.now - .seconds(3600), end: clock.now)
            return try await store.history(query).series[.cpu]?.map(\.value) ?? []
        }

        func end() async {
            await store.close()
            try? FileManager.default.removeItem(at: directory)
        }
    }

    @Test func whatThePlatformRemembersFillsTheHole() async throws {
        let fixture = try Fixture()
        #expect(await fixture.sink.lastMeasured(["pve1:node1:100"], before: fixture.clock.now).isEmpty)
        try await fixture.sink.commit(fixture.observation(1))
        let before = fixture.clock.now
        fixture.clock.advance(by: .seconds(60))
        #expect(
            await fixture.sink.lastMeasured(["pve1:node1:100", "pve1:node1:999"], before: fixture.clock.now) == ["pve1:node1:100": before])
        #expect(await fixture.sink.lastMeasured(["pve1:node1:100"], before: before).isEmpty)
        try await fixture.sink.commit(fixture.observation(4))
        let points = [2, 3].map { value in
            ObservedHistory.Point(at: before + .seconds(value * 10), samples: [Sample(.cpu, Double(value))])
        }
        try await fixture.sink.fill([
            ObservedHistory(sourceID: "pve1:node1:100", points: points), ObservedHistory(sourceID: "pve1:node1:999", points: points),
        ])
        #expect(try await fixture.cpu() == [1, 2, 3, 4])
        await fixture.end()
    }

    @Test func aClosedSinkLetsNothingThrough() async throws {
        let fixture = try Fixture()
        try await fixture.sink.commit(fixture.observation(1))
        await fixture.sink.close()
        await #expect(throws: CancellationError.self) { try await fixture.sink.commit(fixture.observation(2)) }
        await #expect(throws: CancellationError.self) { try await fixture.sink.fill([]) }
        fixture.sink.background("late", budget: .seconds(1)) { Issue.record("a part of a closed source ran") }
        #expect(try await fixture.cpu() == [1])
        await fixture.end()
    }

    @Test func closingEndsThePartsUnderWay() async throws {
        let fixture = try Fixture()
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let (ended, end) = AsyncStream.makeStream(of: Bool.self)
        fixture.sink.background("slow", budget: .seconds(600)) {
            start.yield()
            do { try await Task.sleep(for: .seconds(600)) } catch {
                end.yield(true)
                throw error
            }
        }
        for await _ in started { break }
        await fixture.sink.close()
        for await wasCancelled in ended {
            #expect(wasCancelled)
            break
        }
        await fixture.end()
    }

    @Test func aPartRunsOnceAtATimeAndItsTroubleIsTold() async throws {
        let fixture = try Fixture()
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (runs, run) = AsyncStream.makeStream(of: Int.self)
        for number in 0..<3 {
            fixture.sink.background("storage", budget: .seconds(600)) {
                run.yield(number)
                for await _ in gate { break }
                throw PulseError("permission_denied", "The token may not read storages.")
            }
        }
        var seen: [Int] = []
        for await number in runs {
            seen.append(number)
            break
        }
        open.yield()
        while fixture.sink.troubles.isEmpty { await Task.yield() }
        #expect(seen == [0])
        #expect(fixture.sink.troubles == ["storage": "The token may not read storages."])
        // The next run that goes well takes the complaint back.
        fixture.sink.background("storage", budget: .seconds(600)) {}
        while !fixture.sink.troubles.isEmpty { await Task.yield() }
        await fixture.end()
    }
}
