import FoundationEssentials
@testable import PulseHost

/// Recorded files of real machines, kept beside the package; absent on most checkouts.
enum Fixtures {
    static let root = "../shared/fixtures/host/node_exporter"
    static var arePresent: Bool { FileManager.default.fileExists(atPath: root + "/proc/stat") }
}

/// Runs a parser over a text as it would run over a file.
func parse<Value>(_ text: String, _ body: (ByteCursor) -> Value) -> Value {
    var text = text
    return text.withUTF8 { body(ByteCursor($0)) }
}

/// A directory that stands for `/`, removed when the value is dropped.
final class Tree: Sendable {
    let path: String

    init(_ files: [String: String], links: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.path + "/pulse-host-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
        for (name, target) in links {
            try prepare(name)
            try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try prepare(name)
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    private func prepare(_ name: String) throws {
        let folder = "\(path)/\(name)".split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + folder, withIntermediateDirectories: true)
    }
}
