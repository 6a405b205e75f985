extension Timestamp: CustomStringConvertible {
    public var description: String { rfc3339 }

    /// `2026-02-21T08:00:00Z`, or with milliseconds where there are some: `2026-02-21T08:00:00.125Z`.
    public var rfc3339: String {
        let civil = CivilDate(daysSinceEpoch: Int(seconds.flooredDivision(by: 86_400).quotient))
        let secondOfDay = Int(seconds.flooredDivision(by: 86_400).remainder)
        let fraction = Int(milliseconds.flooredDivision(by: 1000).remainder)
        var text = [UInt8]()
        text.reserveCapacity(24)
        text.appendDigits(civil.year, width: 4)
        text.append(UInt8(ascii: "-"))
        text.appendDigits(civil.month, width: 2)
        text.append(UInt8(ascii: "-"))
        text.appendDigits(civil.day, width: 2)
        text.append(UInt8(ascii: "T"))
        text.appendDigits(secondOfDay / 3600, width: 2)
        text.append(UInt8(ascii: ":"))
        text.appendDigits(secondOfDay / 60 % 60, width: 2)
        text.append(UInt8(ascii: ":"))
        text.appendDigits(secondOfDay % 60, width: 2)
        if fraction != 0 {
            text.append(UInt8(ascii: "."))
            text.appendDigits(fraction, width: 3)
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads an RFC 3339 date-time with `Z` or a numeric offset; `nil` for anything else.
    ///
    /// Fractions finer than a millisecond are cut off. A leap second (`:60`) counts as the next second.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(bytes: Array(text.utf8))
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"),
            let second = reader.digits(2)
        else { return nil }
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
        let civil = CivilDate(year: year, month: month, day: day)
        guard CivilDate(daysSinceEpoch: civil.daysSinceEpoch) == civil else { return nil }
        var fraction = 0
        if reader.skip(".") {
            guard let value = reader.fractionInMilliseconds() else { return nil }
            fraction = value
        }
        guard let offset = reader.offsetInSeconds(), reader.isAtEnd else { return nil }
        let secondOfDay = hour * 3600 + minute * 60 + second
        let total = civil.daysSinceEpoch * 86_400 + secondOfDay - offset
        self.init(milliseconds: Int64(total) * 1000 + Int64(fraction))
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity, so that remainders are never negative.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension [UInt8] {
    fileprivate mutating func appendDigits(_ value: Int, width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        var rest = value
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor % 10))
            rest %= divisor
            divisor /= 10
        }
    }
}

/// A cursor over ASCII text that takes digits and fixed characters.
private struct DigitReader {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    mutating func digits(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<index + count] {
            guard byte >= 48, byte <= 57 else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        index += count
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func fractionInMilliseconds() -> Int? {
        var value = 0
        var count = 0
        while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
            if count < 3 { value = value * 10 + Int(bytes[index] - 48) }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(3, count) { value *= 10 }
        return value
    }

    mutating func offsetInSeconds() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
