import Crypto

/// Canonical ids: the kind, a hyphen and 16 hex digits of a hash of what makes the resource itself.
enum CanonicalID {
    static func make(_ kind: ResourceKind, stableKey: String) -> String {
        let digest = SHA256.hash(data: Array(stableKey.utf8))
        var out = Array(kind.rawValue.utf8)
        out.reserveCapacity(out.count + 17)
        out.append(UInt8(ascii: "-"))
        for byte in digest.prefix(8) {
            out.append(hexDigit(byte >> 4))
            out.append(hexDigit(byte & 15))
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
