import Foundation
import Testing

/// Files stay readable, and no scaffolding is left.
struct FileTests {
    private static let ours: [String] = ["Sources", "Tests", "Benchmarks", "Web", "Scripts"]
        .flatMap { House.files(in: $0, extensions: ["swift", "ts", "tsx", "py", "css"]) }

    @Test func filesAreShort() throws {
        #expect(Self.ours.count > 40)
        let long = try Self.ours.compactMap { file -> String? in
            let lines = try House.text(file).split(separator: "\n", omittingEmptySubsequences: false).count
            return lines > 401 ? "\(file): \(lines)" : nil
        }
        #expect(long == [], "two things may live together in these")
    }

    @Test func noPlaceholderIsLeft() {
        #expect(Self.ours.filter { $0.hasSuffix("/Placeholder.swift") } == [])
    }

    @Test func testFilesHoldAtMostThirtyTests() throws {
        let crowded = try House.files(in: "Tests", extensions: ["swift"]).filter { file in
            try House.text(file).components(separatedBy: "\n").count(where: { $0.hasPrefix("    @Test") || $0.hasPrefix("@Test") }) > 30
        }
        #expect(crowded == [])
    }
}
