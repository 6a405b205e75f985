/// A network in CIDR notation, or one address.
struct AddressRange: Hashable, Sendable {
    let base: IPAddress
    /// Leading bits that count.
    let prefix: Int

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(first), parts.count <= 2 else { return nil }
        let bits = base.bytes.count * 8
        guard parts.count == 2 else {
            self.base = base
            prefix = bits
            return
        }
        guard let prefix = Int(parts[1]), (0...bits).contains(prefix) else { return nil }
        self.base = base
        self.prefix = prefix
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        let whole = prefix / 8
        guard address.bytes.prefix(whole) == base.bytes.prefix(whole) else { return false }
        let rest = prefix % 8
        guard rest > 0 else { return true }
        let mask = ~(UInt8(0xFF) >> UInt8(rest))
        return address.bytes[whole] & mask == base.bytes[whole] & mask
    }

    /// Wide enough that trusting it deserves a warning: more than an IPv4 /16 or an IPv6 /64.
    var isBroad: Bool { prefix < (base.isIPv4 ? 16 : 64) }
}
