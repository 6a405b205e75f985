import PulseOutbound

/// Where a server is: scheme, host and port, normalised, so that equal addresses are equal text.
///
/// `platform-connections` §2.4. Every entry point that takes an address from a person or a machine goes through here.
public struct HostAddress: Hashable, Sendable, CustomStringConvertible {
    public let isEncrypted: Bool
    /// Lower case, without brackets and without the dot at the end of a full name.
    public let host: String
    public let port: Int

    /// Reads what people type: `pve1`, `192.0.2.1:8006`, `https://pve1.example/api`, `[2001:db8::1]`.
    ///
    /// Path, query, fragment and user are dropped; a missing scheme is `https`, a missing port the product's.
    public init(_ text: String, product: ProxmoxProduct) throws(HostAddressFault) {
        let (scheme, authority) = try Self.split(text)
        isEncrypted = scheme == "https"
        let (name, digits) = try Self.parts(of: authority)
        host = try Self.normalised(name)
        guard let digits else {
            port = product.defaultPort
            return
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            (1...65535).contains(number)
        else { throw .port }
        port = number
    }

    private init(isEncrypted: Bool, host: String, port: Int) {
        self.isEncrypted = isEncrypted
        self.host = host
        self.port = port
    }

    /// The same server at another port.
    public func at(port: Int) -> HostAddress { HostAddress(isEncrypted: isEncrypted, host: host, port: port) }

    /// The host when it is written as an address.
    public var address: IPAddress? { IPAddress(host) }

    /// For example `https://pve1:8006`.
    public var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(isEncrypted ? "https" : "http")://\(name):\(port)"
    }
}

extension HostAddress {
    private static func split(_ text: String) throws(HostAddressFault) -> (scheme: String, authority: Substring) {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw .missing }
        var scheme = "https"
        var rest = trimmed
        if let separator = trimmed.firstRange(of: "://") {
            scheme = trimmed[..<separator.lowerBound].lowercased()
            guard scheme == "https" || scheme == "http" else { throw .format }
            rest = trimmed[separator.upperBound...]
        }
        let authority = rest.prefix { !"/?#\\".contains($0) }
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        guard !host.isEmpty else { throw trimmed == rest ? .missing : .format }
        guard !host.contains(where: { $0.isWhitespace || $0.isNewline }) else { throw .format }
        return (scheme, host)
    }

    /// Host (brackets kept as they are) and port digits.
    private static func parts(of authority: Substring) throws(HostAddressFault) -> (host: Substring, port: Substring?) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .ipv6 }
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":") else { throw .ipv6 }
            return (authority[...end], tail.isEmpty ? nil : tail.dropFirst())
        }
        let colons = authority.utf8.count { $0 == UInt8(ascii: ":") }
        // More than one colon without brackets is an address of IPv6, which then has no port.
        guard colons == 1, let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func normalised(_ name: Substring) throws(HostAddressFault) -> String {
        if name.hasPrefix("[") || name.contains(":") {
            let inner = name.hasPrefix("[") ? name.dropFirst().dropLast() : name
            guard let address = IPAddress(String(inner)), address.isIPv6 else { throw .ipv6 }
            return address.description
        }
        guard !name.isEmpty else { throw .hostname }
        if name.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }) {
            guard let address = IPAddress(String(name)) else { throw .ipv4 }
            return address.description
        }
        guard Hostnames.isValid(name) else { throw .hostname }
        let lower = name.lowercased()
        return lower.hasSuffix(".") ? String(lower.dropLast()) : lower
    }
}
