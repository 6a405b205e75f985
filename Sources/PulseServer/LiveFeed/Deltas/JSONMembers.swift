/// The members of an encoded JSON object as ranges of its bytes: no tree, no copies.
///
/// Reads what `JSONWriter` writes: valid JSON without white space between tokens.
struct JSONMembers {
    struct Member {
        /// The key with its quotes.
        let key: Range<Int>
        let value: Range<Int>
    }

    private(set) var members: [Member] = []

    /// - Parameter range: an object, from `{` to the index after `}`.
    init(of range: Range<Int>, in bytes: Span<UInt8>) {
        var index = range.lowerBound + 1
        let end = range.upperBound - 1
        while index < end {
            if bytes[index] == UInt8(ascii: ",") { index += 1 }
            let keyStart = index
            Self.skipString(bytes, &index)
            let key = keyStart..<index
            index += 1
            let valueStart = index
            Self.skipValue(bytes, &index, end)
            members.append(Member(key: key, value: valueStart..<index))
        }
    }

    private static func skipString(_ bytes: Span<UInt8>, _ index: inout Int) {
        index += 1
        while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        index += 1
    }

    private static func skipValue(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) {
        var depth = 0
        while index < end {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                skipString(bytes, &index)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0: return
            default: break
            }
            index += 1
        }
    }
}
