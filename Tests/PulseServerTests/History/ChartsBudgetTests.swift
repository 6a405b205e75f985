import Testing

@testable import PulseServer

struct ChartsBudgetTests {
    @Test(arguments: [(0, 500), (1, 500), (480, 500), (481, 498), (8_000, 30), (30_000, 8), (1_000_000, 8)])
    func linesShareTheBudget(lines: Int, points: Int) { #expect(ChartsDocument.mostPoints(lines: lines) == points) }

    @Test func oneDocumentForEachRevisionAndAtMostSoManyBytes() async throws {
        let cache = ChartsCache()
        let large = [UInt8](repeating: 32, count: 20 << 20)
        let first = try await cache.document(range: "1h", revision: 1) { EncodedDocument(large) }
        let same = try await cache.document(range: "1h", revision: 1) { EncodedDocument(Array("[]".utf8)) }
        #expect(first === same)
        // Two of these are more than the cache may hold: the older one goes.
        _ = try await cache.document(range: "4h", revision: 1) { EncodedDocument(large) }
        let again = try await cache.document(range: "1h", revision: 1) { EncodedDocument(Array("[]".utf8)) }
        #expect(again !== first)
        let newer = try await cache.document(range: "1h", revision: 2) { EncodedDocument(Array("{}".utf8)) }
        #expect(newer !== again)
    }
}
