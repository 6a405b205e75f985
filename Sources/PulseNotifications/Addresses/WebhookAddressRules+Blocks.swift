import PulseOutbound

extension WebhookAddressRules {
    static let loopback = blocks(["127.0.0.0/8", "::1/128"])

    /// Link-local, multicast, reserved, unspecified and broadcast: no receiver lives there.
    static let never = blocks([
        "0.0.0.0/32", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "::/128", "fe80::/10", "ff00::/8",
    ])

    /// Where clouds tell machines their secrets: AWS and most others, AWS over IPv6, Azure, Alibaba, Oracle.
    static let metadataAddresses = Set(
        ["169.254.169.254", "fd00:ec2::254", "168.63.129.16", "100.100.100.200", "192.0.0.192"].compactMap { IPAddress($0) })

    /// Registries: RFC 6890 and its successors; 6to4, Teredo and translated forms whose inner address is judged too.
    static let notPublic = blocks([
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
        "fec0::/10",
    ])

    private static func blocks(_ texts: [String]) -> [AddressBlock] { texts.compactMap { AddressBlock($0) } }

    /// Reads the setting `webhookAllowedPrivateCIDRs`: addresses and blocks, separated by commas.
    ///
    /// - Throws: `AddressListFailure` for an entry that is none, or that holds the unspecified address.
    public static func blocks(in setting: String) throws(AddressListFailure) -> [AddressBlock] {
        var found: [AddressBlock] = []
        for part in setting.split(separator: ",") {
            let text = part.trimming(while: \.isWhitespace)
            if text.isEmpty { continue }
            guard let block = AddressBlock(text) else { throw AddressListFailure(entry: text, reason: .unreadable) }
            let unspecified = ["0.0.0.0", "::", "::ffff:0.0.0.0"].compactMap { IPAddress($0) }
            guard !unspecified.contains(where: block.contains) else { throw AddressListFailure(entry: text, reason: .unspecified) }
            guard found.count < 256 else { throw AddressListFailure(entry: text, reason: .tooMany) }
            if !found.contains(block) { found.append(block) }
        }
        return found
    }
}

/// Why a list of address blocks is not taken.
public struct AddressListFailure: Error, Sendable, Equatable {
    public enum Reason: Sendable, Equatable { case unreadable, unspecified, tooMany }
    public var entry: String
    public var reason: Reason

    /// For people.
    public var sentence: String {
        switch reason {
        case .unreadable: "\"\(entry.prefix(80))\" is no IP address or CIDR block"
        case .unspecified: "\"\(entry.prefix(80))\" contains the unspecified address, which can never be allowed"
        case .tooMany: "more than 256 blocks"
        }
    }
}

extension StringProtocol {
    /// The text without such characters at its ends.
    func trimming(while isDropped: (Character) -> Bool) -> String {
        var rest = Substring(self)
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest)
    }
}

extension IPAddress {
    /// The IPv4 address that an IPv6 one stands for: mapped, translated (NAT64), 6to4, or the old compatible form; else itself.
    var innermost: IPAddress {
        guard isIPv6 else { return self }
        let known = embedded
        guard known == self else { return known }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return IPAddress(bytes: Array(bytes[2..<6])) ?? self }
        let isLocalNAT64 = Array(bytes.prefix(6)) == [0, 0x64, 0xff, 0x9b, 0, 1]
        let isCompatible = bytes.prefix(12).allSatisfy { $0 == 0 } && !bytes[12..<15].allSatisfy { $0 == 0 }
        guard isLocalNAT64 || isCompatible else { return self }
        return IPAddress(bytes: Array(bytes.suffix(4))) ?? self
    }
}
