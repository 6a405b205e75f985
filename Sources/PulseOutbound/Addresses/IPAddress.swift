#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv4 or IPv6 address, without port or zone.
public struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes, most significant first.
    public let bytes: [UInt8]

    public var isIPv6: Bool { bytes.count == 16 }

    /// Takes 4 or 16 bytes; `nil` for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` (four decimal parts, no shorter forms) or `2001:db8::1` (without brackets).
    public init?(_ text: String) {
        let isIPv6 = text.utf8.contains(UInt8(ascii: ":"))
        var bytes = [UInt8](repeating: 0, count: isIPv6 ? 16 : 4)
        guard inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &bytes) == 1 else { return nil }
        self.bytes = bytes
    }

    /// The IPv4 address inside an IPv6 one (`::ffff:192.0.2.1`, or `64:ff9b::c000:201` of a NAT64), else the address.
    public var embedded: IPAddress {
        guard isIPv6 else { return self }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        let translated: [UInt8] = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
        let head = Array(bytes.prefix(12))
        guard head == mapped || head == translated else { return self }
        return IPAddress(bytes: Array(bytes.suffix(4))) ?? self
    }
}

extension IPAddress: CustomStringConvertible {
    /// The shortest usual form, `2001:db8::1`.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(isIPv6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
