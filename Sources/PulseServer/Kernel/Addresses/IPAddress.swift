#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IPv4 or IPv6 address; IPv4 in IPv6 clothes (`::ffff:1.2.3.4`) counts as IPv4.
struct IPAddress: Hashable, Sendable {
    /// 4 or 16 bytes, in network order.
    let bytes: [UInt8]

    init?(_ text: some StringProtocol) {
        var text = String(text)
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        if let zone = text.firstIndex(of: "%") { text = String(text[..<zone]) }
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let all = withUnsafeBytes(of: &six) { Array($0) }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        bytes = Array(all.prefix(12)) == mapped ? Array(all.suffix(4)) : all
    }

    var isIPv4: Bool { bytes.count == 4 }
    var isLoopback: Bool { isIPv4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1 }

    /// Loopback, RFC 1918, link-local, or a unique local IPv6 address.
    var isPrivate: Bool {
        if isLoopback { return true }
        guard isIPv4 else { return bytes[0] & 0xFE == 0xFC || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80) }
        switch bytes[0] {
        case 10: return true
        case 172: return bytes[1] & 0xF0 == 16
        case 192: return bytes[1] == 168
        case 169: return bytes[1] == 254
        default: return false
        }
    }

    /// What a caller is counted by: the IPv4 address, or the /64 network of an IPv6 address, because a /64 is one household.
    var rateKey: [UInt8] { isIPv4 ? bytes : Array(bytes.prefix(8)) }
}
