/// The name a request has in logs and answers.
enum RequestID {
    /// The caller's own id when it is 1–128 characters of `[A-Za-z0-9-_.:]`, otherwise a new UUID (version 4).
    static func accept(_ proposed: String?) -> String {
        guard let proposed, (1...128).contains(proposed.utf8.count), proposed.utf8.allSatisfy(isAllowed) else { return make() }
        return proposed
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func make() -> String {
        let high = UInt64.random(in: .min ... .max) & ~0xF000 | 0x4000
        let low = UInt64.random(in: .min ... .max) & ~(0xC << 60) | (0x8 << 60)
        return String(unsafeUninitializedCapacity: 36) { text in
            var index = 0
            for position in 0..<32 {
                if position == 8 || position == 12 || position == 16 || position == 20 {
                    text[index] = UInt8(ascii: "-")
                    index += 1
                }
                let word = position < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - position % 16 * 4)) & 15
                text[index] = digit < 10 ? 48 + digit : 87 + digit
                index += 1
            }
            return 36
        }
    }
}
