extension Duration {
    /// Reads `90m`, `1h30m`, `250ms`, `7d`, `2w`; a bare number counts as seconds. `nil` for anything else.
    ///
    /// The syntax of Go's durations, which scripts of the Pulse API send, plus days and weeks.
    public init?(text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
        var index = 0
        var total = 0.0
        while index < bytes.count {
            guard let number = Self.number(in: bytes, at: &index) else { return nil }
            guard let unit = Self.unit(in: bytes, at: &index, isFirst: total == 0) else { return nil }
            total += number * unit
        }
        guard total.isFinite, total < 9e12 else { return nil }
        self = .milliseconds(Int64((total * 1000).rounded()))
    }

    private static func number(in bytes: [UInt8], at index: inout Int) -> Double? {
        let start = index
        while index < bytes.count, bytes[index] == 46 || (48...57).contains(bytes[index]) { index += 1 }
        guard index > start else { return nil }
        return Double(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// Seconds of the unit at `index`; a missing unit means seconds and ends the text.
    private static func unit(in bytes: [UInt8], at index: inout Int, isFirst: Bool) -> Double? {
        let start = index
        while index < bytes.count, (97...122).contains(bytes[index]) { index += 1 }
        switch String(decoding: bytes[start..<index], as: UTF8.self) {
        case "": return isFirst && index == bytes.count ? 1 : nil
        case "ms": return 0.001
        case "s": return 1
        case "m": return 60
        case "h": return 3600
        case "d": return 86_400
        case "w": return 604_800
        default: return nil
        }
    }
}
