import Foundation
import PulseCore

@testable import PulseHistory

/// A directory of its own for one test, removed at its end.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "pulse-history-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var database: String { path + "/metrics.db" }

    /// What a machine would find after the process was killed now.
    func copy() throws -> TemporaryDirectory {
        let other = TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: other.path, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: database + suffix) {
            try FileManager.default.copyItem(atPath: database + suffix, toPath: other.database + suffix)
        }
        return other
    }
}

let origin = Timestamp(seconds: 1_700_006_400)

extension BlockStore {
    /// One sample of one metric of one resource.
    func add(_ key: String, _ value: Double, at: Timestamp) async throws { try await add(key, .cpu, value, at: at) }

    func add(_ key: String, _ metric: Metric, _ value: Double, at: Timestamp) async throws {
        try await append([SampleGroup(key: key, values: [(metric, value)])], at: at)
    }

    /// All raw points of a metric.
    func raw(_ key: String, _ metric: Metric = .cpu, from: Timestamp = origin, seconds: Int64 = 4 * 3600) async throws -> [HistoryPoint] {
        let query = HistoryQuery(key: key, metrics: [metric], start: from, end: from + .seconds(seconds))
        return try await history(query).series[metric] ?? []
    }
}
