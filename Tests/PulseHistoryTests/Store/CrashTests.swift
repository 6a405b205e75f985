import Foundation
import GRDB
import PulseCore
import Testing

@testable import PulseHistory

@Suite struct CrashTests {
    @Test(arguments: UInt64(0)..<4) func aKilledProcessLosesNothingThatWasAppended(seed: UInt64) async throws {
        let directory = TemporaryDirectory()
        var random = SeededGenerator(seed: seed)
        let clock = ManualWallClock(origin)
        var options = HistoryOptions()
        options.ticksPerBlock = Int.random(in: 3...40, using: &random)
        let store = try BlockStore(path: directory.database, clock: clock, options: options)
        var expected: [String: [Int64: Double]] = [:]
        for tick in 0..<120 {
            clock.advance(by: .seconds(10))
            var groups: [SampleGroup] = []
            for resource in 0..<20 where Int.random(in: 0..<4, using: &random) > 0 {
                let value = Double(Int.random(in: 0...10_000, using: &random)) / 100
                groups.append(SampleGroup(key: "vm\(resource)", values: [(.cpu, value), (.memory, .nan)]))
                expected["vm\(resource)", default: [:]][clock.now.milliseconds] = value
            }
            try await store.append(groups, at: clock.now)
            guard Int.random(in: 0..<15, using: &random) == 0 || tick == 119 else { continue }
            let copy = try directory.copy()
            let reopened = try BlockStore(path: copy.database, clock: clock, options: options)
            for (key, values) in expected {
                let points = try await reopened.raw(key)
                #expect(Dictionary(uniqueKeysWithValues: points.map { ($0.timestamp.milliseconds, $0.value) }) == values)
            }
            let statistics = await reopened.statistics()
            #expect(statistics.rawCount == Int64(expected.values.reduce(0) { $0 + $1.count }))
            await reopened.close()
        }
        await store.close()
    }

    @Test func rollupsNeverCountTwiceAcrossRestarts() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        var options = HistoryOptions()
        options.ticksPerBlock = 7
        for tick in stride(from: 0, to: 720, by: 90) {
            // Each reopening replays the journal on top of what blocks hold.
            let store = try BlockStore(path: directory.database, clock: clock, options: options)
            for step in 0..<90 {
                let at = origin + .seconds((tick + step) * 10)
                clock.set(at)
                try await store.add("vm", Double((tick + step) % 6), at: at)
            }
            await store.close()
        }
        let store = try BlockStore(path: directory.database, clock: clock, options: options)
        try await store.sealAll()
        let statistics = await store.statistics()
        #expect(statistics.rawCount == 720)
        #expect(statistics.minuteCount == 120)
        #expect(statistics.hourlyCount == 2)
        #expect(statistics.dailyCount == 1)
        let query = HistoryQuery(key: "vm", start: origin, end: origin + .seconds(7199), maxPoints: 2)
        let answer = try await store.history(query)
        #expect(answer.tier == .hourly)
        #expect(answer.stepSeconds == 3600)
        // Fifty-one blocks were joined into each hour; a count taken twice would shift the average by far more.
        #expect(answer.series[.cpu]?.count == 2)
        #expect(answer.series[.cpu]?.allSatisfy { abs($0.value - 2.5) < 0.001 } == true)
        #expect(answer.series[.cpu]?.map(\.min) == [0, 0])
        #expect(answer.series[.cpu]?.map(\.max) == [5, 5])
        let counts = try await store.pool.read {
            try Int.fetchOne(
                $0, sql: "SELECT count(*) FROM journal WHERE sequence >= (SELECT value FROM meta WHERE name = 'journal_floor')")
        }
        #expect(counts == 0)
        await store.close()
    }

    @Test func aTruncatedFileIsRefusedAndLeftAlone() async throws {
        let directory = TemporaryDirectory()
        let store = try BlockStore(path: directory.database, clock: ManualWallClock(origin))
        for tick in 0..<200 { try await store.add("vm\(tick % 3)", Double(tick), at: origin + .seconds(tick)) }
        await store.close()
        let whole = try Data(contentsOf: URL(fileURLWithPath: directory.database))
        for length in [50, 4096, whole.count / 2] {
            let part = whole.prefix(length)
            try part.write(to: URL(fileURLWithPath: directory.database))
            #expect(throws: PulseError.self) { try BlockStore(path: directory.database) }
            do { _ = try BlockStore(path: directory.database) } catch let error as PulseError { #expect(error.code == "history_corrupt") }
            #expect(try Data(contentsOf: URL(fileURLWithPath: directory.database)) == part)
        }
    }

    @Test func foreignFilesAndLinksAreRefused() async throws {
        let directory = TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: directory.path, withIntermediateDirectories: true)
        func code() -> String? {
            do { _ = try BlockStore(path: directory.database) } catch { return (error as? PulseError)?.code }
            return nil
        }
        try Data("a letter to my mother, long enough to have a header of a hundred bytes ......................................".utf8)
            .write(to: URL(fileURLWithPath: directory.database))
        #expect(code() == "history_corrupt")
        try FileManager.default.removeItem(atPath: directory.database)
        let other = try DatabaseQueue(path: directory.database)
        try await other.write { try $0.execute(sql: "CREATE TABLE songs (name TEXT)") }
        try other.close()
        #expect(code() == "history_corrupt")
        try FileManager.default.removeItem(atPath: directory.database)
        try FileManager.default.createSymbolicLink(atPath: directory.database, withDestinationPath: directory.path + "/elsewhere")
        #expect(code() == "history_unsafe_path")
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/elsewhere"))
    }

    @Test func aDamagedBlockGivesAClearErrorAndWritingGoesOn() async throws {
        let directory = TemporaryDirectory()
        let clock = ManualWallClock(origin)
        var options = HistoryOptions()
        options.recent = .zero
        let store = try BlockStore(path: directory.database, clock: clock, options: options)
        for tick in 0..<50 { try await store.add("vm", Double(tick), at: origin + .seconds(tick * 10)) }
        clock.set(origin + .seconds(1000))
        try await store.sealAll()
        try await store.pool.write { try $0.execute(sql: "UPDATE slice SET data = zeroblob(40) WHERE tier = 0") }
        do {
            _ = try await store.raw("vm")
            Issue.record("a damaged block was read")
        } catch let error as PulseError { #expect(error.code == "history_corrupt") }
        try await store.add("vm", 7, at: origin + .seconds(2000))
        #expect(try await store.raw("vm", from: origin + .seconds(1500)).map(\.value) == [7])
        await store.close()
    }
}
