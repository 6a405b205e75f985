import PulseOutbound

/// An `http` or `https` address of a receiver, taken apart as strictly as it can be: what one reader would take for the host
/// and another for a path is refused.
public struct WebURL: Sendable, Equatable {
    public let isEncrypted: Bool
    /// In lower case, without brackets and without a final dot.
    public let host: String
    public let port: Int
    /// Path and query, `/` at least; no fragment.
    public var target: String

    /// - Throws: `AddressRefusal.empty`, `.malformed`, `.scheme`, `.userInfo` or `.noHost`.
    public init(_ text: String) throws(AddressRefusal) {
        guard !text.isEmpty else { throw .empty }
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }
        guard isPlain, text.utf8.count <= 8192 else { throw .malformed }
        guard let colon = text.range(of: "://") else { throw .scheme }
        switch text[..<colon.lowerBound].lowercased() {
        case "https": isEncrypted = true
        case "http": isEncrypted = false
        default: throw .scheme
        }
        let rest = text[colon.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .userInfo }
        (host, port) = try Self.split(authority, standard: isEncrypted ? 443 : 80)
        let tail = rest[end...].prefix { $0 != "#" }
        target = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    private static func split(_ authority: Substring, standard: Int) throws(AddressRefusal) -> (String, Int) {
        var name = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .malformed }
            name = authority[authority.index(after: authority.startIndex)..<end]
            let tail = authority[authority.index(after: end)...]
            guard tail.isEmpty || tail.hasPrefix(":"), IPAddress(String(name))?.isIPv6 == true else { throw .malformed }
            port = tail.isEmpty ? nil : tail.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            name = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        var host = name.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        guard !host.isEmpty else { throw .noHost }
        let isAddress = host.contains(":")
        guard isAddress || host.utf8.allSatisfy(isNameByte), host.utf8.count <= 253 else { throw .malformed }
        guard let port, !port.isEmpty else { return (host, standard) }
        guard port.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(port), (1...65535).contains(number) else {
            throw .malformed
        }
        return (host, number)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// The address when the host is written as one.
    public var address: IPAddress? { IPAddress(host) }

    /// Scheme, host and port.
    public var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(isEncrypted ? "https" : "http")://\(name):\(port)"
    }

    /// What `location` of a redirect means, seen from this address.
    public func following(_ location: String) throws(AddressRefusal) -> WebURL {
        if location.hasPrefix("//") { return try WebURL((isEncrypted ? "https:" : "http:") + location) }
        if location.range(of: "://") != nil, !location.hasPrefix("/"), !location.hasPrefix("?") { return try WebURL(location) }
        let path = target.prefix { $0 != "?" }
        if location.hasPrefix("/") { return try WebURL(origin + location) }
        if location.hasPrefix("?") { return try WebURL(origin + path + location) }
        guard !location.isEmpty, let slash = path.lastIndex(of: "/") else { throw .malformed }
        return try WebURL(origin + path[...slash] + location)
    }
}

extension String {
    /// Where the text first stands, without Foundation.
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
