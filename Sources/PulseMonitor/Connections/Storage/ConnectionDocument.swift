import FoundationEssentials
import PulseCore
import PulseProxmox

/// The plain text inside `nodes.enc`: `{"version":1,"connections":[…]}`.
struct ConnectionDocument: Codable {
    static let currentVersion = 1

    var version: Int
    var connections: [StoredConnection]

    static func encode(_ list: ConnectionList) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Self(version: currentVersion, connections: list.all.map(StoredConnection.init))))
    }

    /// Throws `connections_unreadable` for a later version or anything else than connections.
    static func decode(_ plain: [UInt8], path: String) throws -> ConnectionList {
        let data = Data(plain)
        if let document = try? JSONDecoder().decode(Self.self, from: data) {
            guard document.version <= currentVersion else {
                let text = "\(path) was written by a later version of Pulse. It was left as it is."
                throw PulseError("connections_unreadable", text, details: ["path": path])
            }
            let connections = document.connections.compactMap(\.connection)
            guard connections.count == document.connections.count else { throw unreadable(path) }
            return ConnectionList(connections)
        }
        if let older = try? JSONDecoder().decode(ReferenceConnections.self, from: data) { return older.list }
        throw unreadable(path)
    }

    static func unreadable(_ path: String, cause: (any Error)? = nil) -> PulseError {
        let text =
            "\(path) cannot be read: it is damaged, or was written under another key. It was left as it is; restore it or its backup."
        return PulseError("connections_unreadable", text, details: ["path": path], cause: cause)
    }
}
