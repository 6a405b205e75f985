import PulseCore

/// The reverse proxies whose forwarding headers are believed.
public struct TrustedProxies: Sendable {
    let ranges: [AddressRange]
    /// What was ignored or is dubious about the setting, for the log.
    public let warnings: [String]

    /// Nobody is believed.
    public static let none = TrustedProxies(ranges: [], warnings: [])

    init(ranges: [AddressRange], warnings: [String]) {
        self.ranges = ranges
        self.warnings = warnings
    }

    /// Reads `PULSE_TRUSTED_PROXY_CIDRS`: addresses and networks with commas between them.
    ///
    /// - Throws: `trusted_proxies_everything` for a `/0`, which would let anybody claim any address.
    public init(parsing text: String) throws {
        var ranges: [AddressRange] = []
        var warnings: [String] = []
        for part in text.split(separator: ",") {
            let entry = String(part.filter { $0 != " " })
            guard !entry.isEmpty else { continue }
            guard let range = AddressRange(entry) else {
                warnings.append("ignored malformed trusted proxy \"\(entry)\"")
                continue
            }
            guard range.prefix > 0 else {
                throw PulseError(
                    "trusted_proxies_everything", "\(entry) would trust every address as a proxy; name the proxy's own network")
            }
            if range.isBroad { warnings.append("trusted proxy network \(entry) is very broad") }
            ranges.append(range)
        }
        self.init(ranges: ranges, warnings: warnings)
    }

    func contains(_ address: IPAddress) -> Bool { ranges.contains { $0.contains(address) } }
}
