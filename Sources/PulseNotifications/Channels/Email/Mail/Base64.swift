/// Base64, RFC 4648 §4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String { String(decoding: encoded(bytes), as: UTF8.self) }

    /// In lines of 76 characters, each ended by CR LF, as mail wants it.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        let all = encoded(bytes)
        var result: [UInt8] = []
        result.reserveCapacity(all.count + all.count / 38 + 2)
        for start in stride(from: 0, to: all.count, by: 76) {
            result += all[start..<min(start + 76, all.count)]
            result += [0x0d, 0x0a]
        }
        return result
    }

    private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
            for position in 0..<4 {
                result.append(position <= count ? alphabet[bits >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
            }
        }
        return result
    }
}
