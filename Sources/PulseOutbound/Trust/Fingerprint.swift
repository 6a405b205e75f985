import Crypto

/// The SHA-256 digest of a certificate (its DER form), which names exactly one certificate.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    private let bytes: [UInt8]

    /// Takes 64 hexadecimal digits, with or without colons, in either case; `nil` for anything else.
    public init?(_ text: String) {
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text where character != ":" && !character.isWhitespace {
            guard let digit = character.hexDigitValue.map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        guard high == nil, bytes.count == SHA256.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The fingerprint of a certificate in DER form.
    public init(certificate der: [UInt8]) { bytes = Array(SHA256.hash(data: der)) }

    /// Upper-case pairs joined by colons, as Proxmox and browsers show it.
    public var description: String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
