import Foundation
import GRDB
import PulseCore
import Testing

@testable import PulseHistory

@Suite struct StoreTests {
    private func store(_ directory: TemporaryDirectory, _ clock: ManualWallClock, _ change: (inout HistoryOptions) -> Void = { _ in })
        throws -> BlockStore
    {
        var options = HistoryOptions()
        change(&options)
        return try BlockStore(path: directory.database, clock: clock, options: options)
    }

    @Test func samplesAreReadableAtOnceRoundedAndWithoutUnknowns() async throws {
        let directory = TemporaryDirectory()
        let store = try store(directory, ManualWallClock(origin + .seconds(60)))
        let values: [(metric: Metric, value: Double)] = [(.cpu, 12.3456), (.memory, .nan), (.netIn, 1_234_567), (.disk, .infinity)]
        try await store.append(
            [SampleGroup(key: "vm", targets: [MetricsTarget(resourceType: "vm", resourceID: "pve1:n:100")], values: values)], at: origin)
        let answer = try await store.history(HistoryQuery(key: "vm", start: origin, end: origin + .seconds(60)))
        #expect(answer.tier == .raw)
        #expect(Set(answer.series.keys) == [.cpu, .netIn])
        #expect(answer.series[.cpu] == [HistoryPoint(timestamp: origin, value: 12.35, min: 12.35, max: 12.35)])
        #expect(answer.series[.netIn]?.first?.value == 1_235_000)
        #expect(await store.key(for: MetricsTarget(resourceType: "vm", resourceID: "pve1:n:100")) == "vm")
        #expect(await store.key(for: MetricsTarget(resourceType: "vm", resourceID: "other")) == nil)
        #expect(try await store.history(HistoryQuery(key: "nobody", start: origin, end: origin)).series.isEmpty)
        await store.close()
        await #expect(throws: PulseError.self) { try await store.flush() }
    }

    @Test func exactValuesAndTimesComeBackBitByBit() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.exact = true; $0.recent = .zero
        }
        let values = (0..<30).map { 1 / Double($0 + 1) }
        for (index, value) in values.enumerated() { try await store.add("vm", value, at: origin + .milliseconds(index * 333)) }
        clock.advance(by: .seconds(100))
        try await store.sealAll()
        let points = try await store.raw("vm")
        #expect(points.map(\.value) == values)
        #expect(points.map { $0.timestamp.milliseconds - origin.milliseconds } == (0..<30).map { Int64($0 * 333) })
        await store.close()
    }

    @Test(
        "The newest sample before a moment is not the one of the moment, though times are kept in whole seconds", arguments: [true, false])
    func newestBeforeAMoment(isExact: Bool) async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) { $0.exact = isExact }
        let moment = origin + .milliseconds(60_700)
        try await store.add("vm", 1, at: origin + .seconds(2))
        try await store.add("vm", 2, at: moment)
        try await store.add("new", 2, at: moment)
        #expect(try await store.newest(["vm", "new"], in: origin..<moment) == ["vm": origin + .seconds(2)])
        #expect(try await store.newest(["vm"], in: origin + .milliseconds(60_100)..<moment) == [:])
        #expect(try await store.newest(["new"], in: origin..<moment + .seconds(1))["new"] == (isExact ? moment : origin + .seconds(60)))
        await store.close()
    }

    @Test func tiersAgreeBeforeAndAfterSealingAndForgetting() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.ticksPerBlock = 100_000; $0.longestOpen = .seconds(1_000_000); $0.recent = .zero
        }
        var random = SeededGenerator(seed: 1)
        for tick in 0..<1000 {
            clock.set(origin + .seconds(tick * 10))
            try await store.add("vm", Double(Int.random(in: 0...9999, using: &random)) / 100, at: clock.now)
        }
        var before: [HistoryAnswer] = []
        let queries = [nil, 5000, 200, 100, 3].map {
            HistoryQuery(key: "vm", start: origin + .seconds(35), end: origin + .seconds(9_990), maxPoints: $0)
        }
        for query in queries { before.append(try await store.history(query)) }
        try await store.sealAll()
        for (query, old) in zip(queries, before) {
            let new = try await store.history(query)
            #expect(new.tier == old.tier)
            #expect(new.stepSeconds == old.stepSeconds)
            let (newLine, oldLine) = (new.series[.cpu] ?? [], old.series[.cpu] ?? [])
            #expect(newLine.map(\.timestamp) == oldLine.map(\.timestamp))
            #expect(newLine.map(\.max) == oldLine.map(\.max))
            #expect(zip(newLine, oldLine).allSatisfy { abs($0.value - $1.value) <= 0.011 })
            #expect(newLine.allSatisfy { $0.min <= $0.value && $0.value <= $0.max })
            if let most = query.maxPoints { #expect(newLine.count <= most + 1) }
        }
        #expect(before.map(\.tier) == [.raw, .raw, .raw, .minute, .minute])
        #expect(before[0].stepSeconds == 10)
        await store.close()
    }

    @Test func rareOrLateSamplesAndTwoWritersOfOneSecondComeTogether() async throws {
        let directory = TemporaryDirectory()
        let store = try store(directory, ManualWallClock(origin + .seconds(500)))
        try await store.add("vm", .cpu, 1, at: origin + .seconds(20))
        try await store.add("vm", .temperature, 50, at: origin + .seconds(20) + .milliseconds(400))
        try await store.add("vm", .cpu, 3, at: origin + .seconds(40))
        try await store.add("vm", .cpu, 2, at: origin + .seconds(30))
        try await store.add("vm", .cpu, 9, at: origin + .seconds(20))
        let expected: [Double] = [9, 2, 3]
        #expect(try await store.raw("vm").map(\.value) == expected)
        #expect(try await store.raw("vm", .temperature).map(\.value) == [50])
        try await store.sealAll()
        #expect(try await store.raw("vm").map(\.value) == expected)
        try await store.add("vm", .cpu, 8, at: origin + .seconds(20))
        #expect(try await store.raw("vm").map(\.value) == [8, 2, 3])
        await store.close()
    }

    @Test(arguments: [false, true]) func renamesKeepHistory(sealed: Bool) async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        var store = try store(directory, clock)
        let target = MetricsTarget(resourceType: "vm", resourceID: "a")
        try await store.append([SampleGroup(key: "old", targets: [target], values: [(.cpu, 1)])], at: origin)
        try await store.rename(key: "old", to: "middle")
        try await store.add("new", 2, at: origin + .seconds(10))
        if sealed { try await store.sealAll() }
        try await store.rename(key: "middle", to: "new")
        try await store.rename(key: "nobody", to: "new")
        try await store.add("new", 3, at: origin + .seconds(20))
        for _ in 0..<2 {
            #expect(try await store.raw("new").map(\.value) == [1, 2, 3])
            #expect(try await store.raw("old").isEmpty)
            #expect(await store.key(for: target) == "new")
            await store.close()
            store = try self.store(directory, clock)
        }
        await store.close()
    }

    @Test func retentionDeletesPerTierAndKeepsCounters() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.ticksPerBlock = 10; $0.recent = .zero
        }
        for tick in 0..<400 {
            clock.set(origin + .seconds(tick * 3600))
            try await store.add("vm", Double(tick), at: clock.now)
        }
        try await store.sealAll()
        for _ in 0..<5 { try await store.applyRetention() }
        var statistics = await store.statistics()
        #expect(statistics.rawCount < 190 && statistics.rawCount >= 168)
        #expect(statistics.minuteCount == 400)
        #expect(statistics.hourlyCount == 400)
        let held = try await store.pool.read { try Int64.fetchOne($0, sql: "SELECT sum(points) FROM slice WHERE tier = 0") }
        #expect(held == statistics.rawCount)
        clock.set(origin + .seconds(500 * 86_400))
        for _ in 0..<5 { try await store.applyRetention() }
        statistics = await store.statistics()
        #expect(statistics.rawCount == 0)
        #expect(statistics.hourlyCount == 0)
        #expect(statistics.dailyCount == 0)
        #expect(statistics.lastRetention == clock.now)
        #expect(statistics.seriesCount == 0)
        try await store.add("vm", 3, at: clock.now)
        #expect(try await store.raw("vm", from: clock.now).map(\.value) == [3])
        let names = try await store.pool.read { try String.fetchAll($0, sql: "SELECT key FROM resource") }
        #expect(names == ["vm"])
        await store.close()
    }

    @Test func aRawQueryOfDeletedSamplesFallsBackToRollups() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.recent = .zero; $0.retention[.raw] = .seconds(60)
        }
        for tick in 0..<60 { try await store.add("vm", 5, at: origin + .seconds(tick * 10)) }
        clock.set(origin + .seconds(3600))
        try await store.sealAll()
        try await store.applyRetention()
        let answer = try await store.history(HistoryQuery(key: "vm", start: origin, end: origin + .seconds(3600)))
        #expect(answer.tier == .minute)
        #expect(answer.series[.cpu]?.count == 10)
        let charts = try await store.charts(keys: ["vm", "x"], metrics: [.cpu], start: origin, end: origin + .seconds(3600), maxPoints: 5)
        #expect(charts.keys.sorted() == ["vm"])
        #expect(charts["vm"]?[.cpu]?.count == 5)
        await store.close()
    }

    @Test func aFullDiskIsToldAndTheQueueIsBounded() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.maximumBytes = 200 * 1024
            $0.queuedAppends = 4
            $0.exact = true
        }
        var random = SeededGenerator(seed: 2)
        var codes: Set<String> = []
        var accepted = 0
        for tick in 0..<400 {
            let values = (0..<100).map { (metric: Metric("m\($0)"), value: Double.random(in: 0...1, using: &random)) }
            do {
                try await store.append([SampleGroup(key: "vm", values: values)], at: origin + .seconds(tick * 10))
                accepted += 1
            } catch let error as PulseError { codes.insert(error.code) }
        }
        let statistics = await store.statistics()
        #expect(codes == ["history_disk_full"])
        #expect(accepted > 10)
        #expect(statistics.droppedWrites > 0)
        #expect(statistics.bufferSize <= 400)
        #expect(try await store.raw("vm", "m1").count >= accepted)
        await store.close()
        let reopened = try self.store(directory, clock)
        #expect(try await reopened.raw("vm", "m1").count >= accepted)
        await reopened.close()
    }

    @Test func memoryStaysBoundedAndTheFileIsForItsOwner() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) { $0.memorySamples = 2000 }
        for tick in 0..<40 {
            clock.set(origin + .seconds(tick * 10))
            try await store.append((0..<200).map { SampleGroup(key: "vm\($0)", values: [(.cpu, Double(tick))]) }, at: clock.now)
            let held = store.state.withLock {
                $0.groups.values.reduce(0) { $0 + $1.resources.values.reduce(0) { $0 + $1.openSamples + $1.recentSamples } }
            }
            #expect(held <= 2200)
        }
        #expect(try await store.raw("vm199").map(\.value) == (0..<40).map { Double($0) })
        let mode = try FileManager.default.attributesOfItem(atPath: directory.database)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: directory.path)[.posixPermissions] as? Int == 0o700)
        #expect(await store.statistics().seriesCount == 200)
        await store.close()
    }

    @Test func readersNeverMissOrDoubleWhileBlocksAreSealed() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        let store = try store(directory, clock) {
            $0.ticksPerBlock = 5; $0.recent = .zero
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for tick in 0..<600 {
                    clock.set(origin + .seconds(tick * 60))
                    try await store.add("vm", 1, at: clock.now)
                }
            }
            group.addTask {
                var seen = 0
                while seen < 590 {
                    let points = try await store.raw("vm", seconds: 36_000)
                    let times = points.map { Int(($0.timestamp.milliseconds - origin.milliseconds) / 60_000) }
                    #expect(times == Array(0..<points.count))
                    #expect(points.count >= seen)
                    seen = points.count
                    if seen == 0 { await Task.yield() }
                }
            }
            try await group.waitForAll()
        }
        await store.close()
    }
}
