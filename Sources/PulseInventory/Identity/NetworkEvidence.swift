/// Which addresses prove anything about identity.
enum NetworkEvidence {
    /// The address in lower case, without prefix length or zone; `nil` for loopback, unspecified, link-local and container bridge ranges.
    static func address(_ text: String) -> String? {
        let bare = String(text.lowercased().prefix { $0 != "/" && $0 != "%" })
        guard !bare.isEmpty else { return nil }
        if bare.contains(":") { return usableIPv6(bare) ? bare : nil }
        let octets = bare.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard octets.count == 4, let first = octets[0], let second = octets[1], octets[2] != nil, octets[3] != nil else { return nil }
        if first == 127 || first == 0 || (first == 169 && second == 254) { return nil }
        if first == 172, (17...31).contains(second) { return nil }
        return bare
    }

    private static func usableIPv6(_ text: String) -> Bool {
        if text == "::" || text == "::1" || text == "0:0:0:0:0:0:0:0" || text == "0:0:0:0:0:0:0:1" { return false }
        // fe80::/10 is fe80 to febf.
        guard text.hasPrefix("fe"), let third = text.utf8.dropFirst(2).first else { return true }
        return !(UInt8(ascii: "8")...UInt8(ascii: "9")).contains(third) && !(UInt8(ascii: "a")...UInt8(ascii: "b")).contains(third)
    }

    /// The hardware address in lower case with colons; `nil` for zeros, Docker's and VRRP's, which many machines share.
    static func hardwareAddress(_ text: String) -> String? {
        let mac = text.lowercased().map { $0 == "-" ? ":" : $0 }
        let normal = String(mac)
        guard normal.utf8.count == 17, normal.contains(where: { $0 != "0" && $0 != ":" }) else { return nil }
        let shared = ["02:42:", "00:00:5e:00:01:", "00:00:5e:00:02:", "ff:ff:ff:ff:ff:ff"]
        return shared.contains { normal.hasPrefix($0) } ? nil : normal
    }

    /// An id that really identifies; `nil` for blanks, placeholders and repetitions of one digit.
    static func identifier(_ text: String?) -> String? {
        guard let text else { return nil }
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let lower = trimmed.lowercased()
        let significant = lower.filter { $0 != "-" && $0 != ":" && $0 != "." && $0 != " " }
        guard significant.utf8.count >= 4, Set(significant).count > 1, !placeholders.contains(lower) else { return nil }
        return trimmed
    }

    private static let placeholders: Set<String> = [
        "unknown", "none", "default string", "to be filled by o.e.m.", "not specified", "not available", "system serial number",
        "uninitialized",
        "03000200-0400-0500-0006-000700080009", "12345678-1234-5678-90ab-cddeefaabbcc", "0123456789", "123456789", "1234567890",
    ]
}
