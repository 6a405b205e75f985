/// What kind of network a caller comes from, for the hints of the security page. Decides nothing.
struct ClientNetwork {
    /// Loopback, RFC 1918, link-local or unique local.
    let isPrivate: Bool
    /// In one of the operator's networks; without any, every private address is.
    let isTrusted: Bool

    init(_ address: String, trusted: [String]) {
        let parsed = IPAddress(address)
        isPrivate = parsed?.isPrivate ?? false
        let ranges = trusted.compactMap { AddressRange($0) }
        isTrusted = ranges.isEmpty ? isPrivate : parsed.map { address in ranges.contains { $0.contains(address) } } ?? false
    }
}
