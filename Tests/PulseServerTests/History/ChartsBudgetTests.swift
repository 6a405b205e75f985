import PulseCore
import Testing

@testable import PulseServer

struct ChartsBudgetTests {
    @Test(arguments: [(0, 500), (1, 500), (480, 500), (481, 498), (8_000, 30), (30_000, 8), (60_000, 4), (1_000_000, 4)])
    func linesShareTheBudget(lines: Int, points: Int) { #expect(ChartsDocument.mostPoints(lines: lines) == points) }

    @Test func oneDocumentForEachRevisionAndAtMostSoManyBytes() async throws {
        let cache = DocumentCache(mostEntries: 8, mostBytes: 32 << 20, life: .seconds(30), slow: .seconds(600))
        let now = Timestamp(seconds: 1_700_000_000)
        let large = [UInt8](repeating: 32, count: 20 << 20)
        let first = try await cache.document("1h", revision: 1, at: now) { EncodedDocument(large) }
        let same = try await cache.document("1h", revision: 1, at: now) { EncodedDocument(Array("[]".utf8)) }
        #expect(first === same)
        // Two of these are more than the cache may hold: the older one goes.
        _ = try await cache.document("4h", revision: 1, at: now) { EncodedDocument(large) }
        let again = try await cache.document("1h", revision: 1, at: now) { EncodedDocument(Array("[]".utf8)) }
        #expect(again !== first)
        let newer = try await cache.document("1h", revision: 2, at: now) { EncodedDocument(Array("{}".utf8)) }
        #expect(newer !== again)
        // Ranges end now: after a while the answer is another one, whatever the revision.
        let later = try await cache.document("1h", revision: 2, at: now + .seconds(30)) { EncodedDocument(Array("{}".utf8)) }
        #expect(later !== newer)
    }

    @Test func aSlowDocumentIsBuiltOnceAndStandsForAWhile() async throws {
        let cache = DocumentCache(mostEntries: 8, mostBytes: 32 << 20, life: .seconds(30), slow: .zero)
        let now = Timestamp(seconds: 1_700_000_000)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        async let first = cache.document("1h", revision: 1, at: now) {
            begin.finish()
            for await _ in gate {}
            return EncodedDocument(Array("[]".utf8))
        }
        for await _ in begun {}
        async let second = cache.document("1h", revision: 2, at: now) { EncodedDocument(Array("{}".utf8)) }
        #expect(cache.standing("1h", at: now, revision: { _ in 2 }) != nil, "it is waited for")
        open.finish()
        let (one, two) = try await (first, second)
        #expect(one === two)
        #expect(cache.standing("1h", at: now + .seconds(60), revision: { _ in 1 }) == nil, "however long it took, its range ended then")
    }
}
