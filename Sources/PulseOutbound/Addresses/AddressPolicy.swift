/// Says which addresses Pulse may connect to, `platform-connections` §9.
///
/// Loopback and private addresses are allowed: people watch their own networks. Refused are addresses that lead
/// to the machine's surroundings rather than to a server: link-local ones with the metadata services of clouds,
/// multicast, broadcast and unspecified.
public struct AddressPolicy: Sendable, Equatable {
    /// Refused on top of what is never allowed.
    public var blocked: [AddressBlock]
    /// When not empty, only these are allowed.
    public var allowed: [AddressBlock]

    public init(blocked: [AddressBlock] = [], allowed: [AddressBlock] = []) {
        self.blocked = blocked
        self.allowed = allowed
    }

    public func permits(_ address: IPAddress) -> Bool {
        for form in Set([address, address.embedded]) {
            if Self.never.contains(where: { $0.contains(form) }) { return false }
            if blocked.contains(where: { $0.contains(form) }) { return false }
        }
        let meant = address.embedded
        return allowed.isEmpty || allowed.contains { $0.contains(meant) }
    }

    private static let never: [AddressBlock] =
        [
            "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "fe80::/10", "ff00::/8", "fd00:ec2::254/128",
        ].compactMap(AddressBlock.init)
}
