extension String {
    /// The text with so many characters at most (UTF-16 units, as most services count). What is left off is told by `…`.
    public func truncated(characters limit: Int) -> String { truncated(limit) { UTF16.width($0) } }

    /// The text with so many bytes of UTF-8 at most.
    public func truncated(bytes limit: Int) -> String { truncated(limit) { UTF8.width($0) } }

    /// Cuts at the end of a line where that loses less than a third, never within an escape such as `&amp;` or `\_`.
    private func truncated(_ limit: Int, width: (Unicode.Scalar) -> Int) -> String {
        // A text has no more units than bytes.
        guard utf8.count > limit else { return self }
        let ellipsis = width("…")
        guard unicodeScalars.reduce(0, { $0 + width($1) }) > limit else { return self }
        guard limit > ellipsis else { return "" }
        var kept = String.UnicodeScalarView()
        var used = 0
        var lineEnd: (scalars: String.UnicodeScalarView.Index, used: Int)?
        for scalar in unicodeScalars {
            if scalar == "\n" { lineEnd = (kept.endIndex, used) }
            used += width(scalar)
            guard used <= limit - ellipsis else { break }
            kept.append(scalar)
        }
        if let lineEnd, lineEnd.used * 3 >= limit * 2 {
            kept = String.UnicodeScalarView(kept[..<lineEnd.scalars])
            return String(kept) + "…"
        }
        return String(kept.withoutBrokenEscape) + "…"
    }
}

extension UTF16 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int { scalar.value > 0xffff ? 2 : 1 }
}

extension UTF8 {
    fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
    }
}

extension String.UnicodeScalarView {
    /// Without the beginning of an escape at the end.
    fileprivate var withoutBrokenEscape: Self {
        var text = self
        let tail = text.suffix(10)
        if let start = tail.lastIndex(of: "&"), !tail[start...].contains(";"),
            tail[start...].dropFirst().allSatisfy({ $0.properties.isAlphabetic || $0 == "#" || ("0"..."9").contains($0) })
        {
            text.removeSubrange(start...)
        }
        let slashes = text.reversed().prefix { $0 == "\\" }.count
        if slashes % 2 == 1 { text.removeLast() }
        return text
    }
}
