/// The rules of RFC 1123 for names of machines.
enum Hostnames {
    /// At most 253 characters of labels with letters, digits and inner hyphens, each at most 63; the last label is not a number.
    static func isValid(_ name: some StringProtocol) -> Bool {
        let full = name.hasSuffix(".") ? String(name.dropLast()) : String(name)
        guard !full.isEmpty, full.utf8.count <= 253 else { return false }
        let labels = full.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel), let last = labels.last else { return false }
        return !last.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), label.first != "-", label.last != "-" else { return false }
        return label.utf8.allSatisfy { byte in
            let isDigit = (0x30...0x39).contains(byte)
            let isLetter = (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            return isDigit || isLetter || byte == UInt8(ascii: "-")
        }
    }
}

extension String {
    /// Without white space at both ends.
    var trimmed: Substring {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return rest
    }
}
