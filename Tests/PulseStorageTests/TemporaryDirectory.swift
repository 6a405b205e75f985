import Foundation
import PulseStorage

/// A data directory that disappears with the test.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "pulse-storage-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open() throws -> DataDirectory { try DataDirectory.open(path + "/data") }

    static func permissions(_ path: String) throws -> UInt32? { try FileStatus.of(path)?.permissions }
}
