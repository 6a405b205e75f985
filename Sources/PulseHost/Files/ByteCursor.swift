/// Walks over the bytes of a small text file without making strings.
///
/// It borrows the reader's buffer and must not outlive the call it was handed to.
struct ByteCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position: Int
    private let end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.init(bytes, from: 0, to: bytes.count) }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = end
    }

    var isAtEnd: Bool { position >= end }
    var count: Int { end - position }
    var first: UInt8? { position < end ? bytes[position] : nil }

    /// Cuts off the next line, without its line break; `nil` at the end.
    mutating func line() -> ByteCursor? {
        guard position < end else { return nil }
        let start = position
        while position < end, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        let line = ByteCursor(bytes, from: start, to: position)
        if position < end { position += 1 }
        return line
    }

    /// Cuts off the next word between blanks; `nil` when none is left.
    mutating func word() -> ByteCursor? {
        skipBlanks()
        let start = position
        while position < end, !Self.isBlank(bytes[position]) { position += 1 }
        return start < position ? ByteCursor(bytes, from: start, to: position) : nil
    }

    /// Cuts off what comes before `byte` and steps over it; everything that is left when it does not occur.
    mutating func upTo(_ byte: UInt8) -> ByteCursor {
        let start = position
        while position < end, bytes[position] != byte { position += 1 }
        let part = ByteCursor(bytes, from: start, to: position)
        if position < end { position += 1 }
        return part
    }

    /// Steps over `byte` if it comes next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard first == byte else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while position < end, Self.isBlank(bytes[position]) { position += 1 }
    }

    /// A decimal number after blanks; `nil` (and no move) when there is none or it is too large.
    mutating func number() -> UInt64? {
        skipBlanks()
        var index = position
        var value: UInt64 = 0
        while index < end, case let digit = bytes[index] &- UInt8(ascii: "0"), digit < 10 {
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
            if overflowed || carried { return nil }
            value = sum
            index += 1
        }
        guard index > position else { return nil }
        position = index
        return value
    }

    /// A decimal number with an optional sign and fraction after blanks.
    mutating func decimal() -> Double? {
        skipBlanks()
        let start = position
        let isNegative = skip(UInt8(ascii: "-"))
        guard let whole = number() else {
            position = start
            return nil
        }
        // One division of two exact numbers gives the nearest value; adding tenths and hundredths would not.
        var digits = whole
        var scale = 1.0
        if skip(UInt8(ascii: ".")) {
            while position < end, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
                if digits < Self.exactLimit {
                    digits = digits * 10 + UInt64(digit)
                    scale *= 10
                }
                position += 1
            }
        }
        let value = Double(digits) / scale
        return isNegative ? -value : value
    }

    /// Up to here another digit still fits into a `Double` exactly.
    private static let exactLimit: UInt64 = 1 << 49

    func hasPrefix(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + length]) }
    }

    static func == (left: ByteCursor, text: StaticString) -> Bool {
        left.count == text.utf8CodeUnitCount && left.hasPrefix(text)
    }

    /// The rest without blanks at both ends, as text; `nil` when empty.
    var text: String? {
        var start = position
        var stop = end
        while start < stop, Self.isBlank(bytes[start]) { start += 1 }
        while stop > start, Self.isBlank(bytes[stop - 1]) { stop -= 1 }
        return start < stop ? String(decoding: bytes[start..<stop], as: UTF8.self) : nil
    }

    /// The rest, byte for byte.
    var remaining: Slice<UnsafeBufferPointer<UInt8>> { bytes[position..<end] }

    /// Space, tab, line breaks and the zero bytes some firmware pads with.
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) || byte == 0 }
}
