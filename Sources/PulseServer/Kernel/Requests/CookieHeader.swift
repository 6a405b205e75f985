import HTTPTypes

/// Reads `Cookie` headers.
enum CookieHeader {
    /// More cookies than this are not ours and are not kept.
    private static let limit = 64

    /// Cookies by name; of a repeated name the first counts.
    static func parse(_ values: [String]) -> [String: String] {
        var cookies: [String: String] = [:]
        for pair in values.lazy.flatMap({ $0.split(separator: ";") }) {
            guard cookies.count < limit, let equals = pair.firstIndex(of: "=") else { continue }
            let name = pair[..<equals].drop { $0 == " " }
            guard !name.isEmpty, cookies[String(name)] == nil else { continue }
            var value = pair[pair.index(after: equals)...]
            while value.last == " " { value.removeLast() }
            if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
            cookies[String(name)] = String(value)
        }
        return cookies
    }
}
