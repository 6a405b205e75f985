/// Where and as whom temperatures are read.
public struct SSHTarget: Sendable, Hashable {
    public let host: String
    public let user: String
    public let port: Int

    /// `nil` unless these are a host name or address, a user name and a port, so that none of them can be taken for an option.
    public init?(host: String, user: String = "root", port: Int = 22) {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        guard Self.isHost(bare), Self.isUser(user), (1...65_535).contains(port) else { return nil }
        self.host = bare
        self.user = user
        self.port = port
    }

    /// The host as a file of known hosts names it.
    var knownName: String { port == 22 ? host : "[\(host)]:\(port)" }

    private static func isHost(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 253, isPlain(first) || first == UInt8(ascii: ":") else { return false }
        return text.utf8.allSatisfy { isPlain($0) || ".-_:%".utf8.contains($0) }
    }

    private static func isUser(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 32, isPlain(first) || first == UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { isPlain($0) || ".-_".utf8.contains($0) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
