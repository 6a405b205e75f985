import Foundation

/// The project's own files, as the rules of the house see them.
enum House {
    /// The root of the clone: three levels above this file.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Paths, relative to the root, of the files below `folder` whose names end in one of `extensions`; none where the folder is missing.
    static func files(in folder: String, extensions: Set<String>) -> [String] {
        let start = root.appendingPathComponent(folder)
        guard let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles]) else {
            return []
        }
        return walk.compactMap { $0 as? URL }
            .filter { extensions.contains($0.pathExtension) && !$0.pathComponents.contains("node_modules") }
            .map { folder + $0.path.dropFirst(start.path.count) }
            .sorted()
    }

    /// Names of the folders directly below `Sources`: the targets.
    static func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)
            .filter { !$0.hasPrefix(".") }.sorted()
    }
}
