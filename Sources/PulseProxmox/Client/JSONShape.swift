/// A cheap look at whether bytes can be a JSON object, without reading it.
enum JSONShape {
    /// Whether the first byte that is no white space is `{` and the last one is `}`: pages of HTML and answers that
    /// were cut short are neither.
    static func isObject(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first(where: isContent), let last = bytes.last(where: isContent) else { return false }
        return first == UInt8(ascii: "{") && last == UInt8(ascii: "}")
    }

    private static func isContent(_ byte: UInt8) -> Bool {
        byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09
    }
}
