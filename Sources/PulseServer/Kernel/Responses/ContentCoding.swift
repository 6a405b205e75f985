/// `Accept-Encoding`, as far as gzip goes.
enum ContentCoding {
    static func acceptsGzip(_ value: String?) -> Bool {
        guard let value else { return false }
        for part in value.utf8.split(separator: UInt8(ascii: ",")) {
            let entry = part.filter { $0 != UInt8(ascii: " ") }
            if entry.elementsEqual("gzip".utf8) { return true }
            guard entry.starts(with: "gzip;".utf8) else { continue }
            return !entry.dropFirst(5).allSatisfy { "q=0.".utf8.contains($0) }
        }
        return false
    }

    /// Whether bytes of this type shrink.
    static func isCompressible(_ contentType: String) -> Bool {
        contentType.hasPrefix("text/") || contentType.hasPrefix("application/json") || contentType.hasPrefix("application/javascript")
            || contentType.hasPrefix("image/svg")
    }
}
