/// Orders names as people do: case-insensitively, with runs of digits compared as numbers (`node2` before `node10`).
///
/// A precomputed key makes sorting thousands of names cheap: keys compare byte by byte.
public struct NaturalSortKey: Hashable, Comparable, Sendable {
    private let bytes: [UInt8]

    public init(_ text: String) {
        var out = [UInt8]()
        let source = Array(text.lowercased().utf8)
        out.reserveCapacity(source.count + 8)
        var index = 0
        while index < source.count {
            guard (48...57).contains(source[index]) else {
                out.append(source[index])
                index += 1
                continue
            }
            var start = index
            while index < source.count, (48...57).contains(source[index]) { index += 1 }
            while start < index - 1, source[start] == 48 { start += 1 }
            // A run of digits sorts by its length first, then digit by digit; 0x30 keeps it where digits stand.
            out.append(0x30)
            out.append(UInt8(min(index - start, 255)))
            out.append(contentsOf: source[start..<index])
        }
        bytes = out
    }

    public static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
