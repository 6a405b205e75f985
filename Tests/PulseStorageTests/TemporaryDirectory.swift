import Foundation
import PulseStorage

/// A folder of its own for one test; all of them disappear when the test process ends.
struct TemporaryDirectory {
    private static let root: String = {
        let path = NSTemporaryDirectory() + "pulse-storage-tests-\(getpid())"
        atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "pulse-storage-tests-\(getpid())") }
        return path
    }()

    let path: String

    init() throws {
        path = Self.root + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func open() throws -> DataDirectory { try DataDirectory.open(path + "/data") }

    static func permissions(_ path: String) throws -> UInt32? { try FileStatus.of(path)?.permissions }
}
