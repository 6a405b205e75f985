/// Paths that try to leave the tree, or that do not decode, are refused before anything looks at them.
enum PathCheck {
    static func isAcceptable(_ path: Substring) -> Bool {
        guard path.first == "/" else { return false }
        let bytes = path.utf8
        guard bytes.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "\\") }) else { return true }
        guard let decoded = PercentCoding.decode(path) else { return false }
        let segments = decoded.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        return !segments.contains("..")
    }
}
