/// A block of addresses in CIDR notation, for example `169.254.0.0/16`.
public struct AddressBlock: Hashable, Sendable, CustomStringConvertible {
    public let address: IPAddress
    /// Leading bits that count, 0 to 32 or 128.
    public let length: Int

    /// Reads `address/length`, or a lone address as the block of just that one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let head = parts.first, parts.count <= 2, let address = IPAddress(String(head)) else { return nil }
        let bits = address.bytes.count * 8
        var length = bits
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...bits).contains(given) else { return nil }
            length = given
        }
        self.address = address
        self.length = length
    }

    /// The block of one address.
    public init(_ address: IPAddress) {
        self.address = address
        length = address.bytes.count * 8
    }

    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        let whole = length / 8
        guard other.bytes.prefix(whole) == address.bytes.prefix(whole) else { return false }
        let rest = length % 8
        guard rest > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xff00 >> rest)
        return other.bytes[whole] & mask == address.bytes[whole] & mask
    }

    public var description: String { "\(address)/\(length)" }
}
