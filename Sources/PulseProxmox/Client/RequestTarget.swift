/// Writes paths and queries so that any name of a node, storage or task arrives as it is.
enum RequestTarget {
    static let base = "/api2/json"

    /// `/api2/json` with a path, whose parts are encoded, and a query.
    static func get(_ path: String, query: [(name: String, value: String)]) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).map { encoded($0, keeping: pathBytes) }
        let target = base + "/" + parts.joined(separator: "/")
        return query.isEmpty ? target : target + "?" + form(query)
    }

    /// `application/x-www-form-urlencoded`.
    static func form(_ fields: [(name: String, value: String)]) -> String {
        fields.map { encoded($0.name, keeping: unreserved) + "=" + encoded($0.value, keeping: unreserved) }.joined(separator: "&")
    }

    private static let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
    /// RFC 3986 allows more in a path's part; task ids have colons and at signs.
    private static let pathBytes = unreserved.union(Set("!$'()*,:@".utf8))

    private static func encoded(_ text: some StringProtocol, keeping allowed: Set<UInt8>) -> String {
        var result = ""
        for byte in text.utf8 {
            if allowed.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
