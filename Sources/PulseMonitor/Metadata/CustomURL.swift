import PulseCore

/// The address a user gives a resource, opened from its name.
enum CustomURL {
    static let longest = 2048

    /// Throws `invalid_url` with the sentence people see when the address cannot work.
    static func check(_ text: String) throws(PulseError) {
        guard text.count <= longest else {
            throw PulseError("limit_exceeded", "customUrl must be at most \(longest) characters long", details: ["field": "customUrl"])
        }
        let lower = text.lowercased()
        let scheme = lower.hasPrefix("https://") ? "https://" : "http://"
        guard lower.hasPrefix(scheme) else { throw invalid("URL must use http:// or https:// scheme") }
        guard !text.contains(where: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }) else {
            throw invalid("Invalid URL format: it contains a space or control character")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let afterUser = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        try check(host: afterUser)
    }

    private static func check(host authority: Substring) throws(PulseError) {
        if authority.hasPrefix("[") {
            guard authority.contains("]") else { throw invalid("Invalid URL format: missing ']' in host") }
            return
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard let host = parts.first, !host.isEmpty else {
            throw invalid("Invalid URL: missing host/domain (e.g. use https://192.168.1.100:8006 or https://emby.example.com)")
        }
        guard !host.hasSuffix(".") else {
            throw invalid("Incomplete URL: '\(host)' - please enter a complete domain or IP address")
        }
        if parts.count > 2 || (parts.count == 2 && !(UInt16(parts[1]).map { $0 > 0 } ?? parts[1].isEmpty)) {
            throw invalid("Invalid URL format: invalid port '\(parts.dropFirst().joined(separator: ":"))'")
        }
    }

    private static func invalid(_ message: String) -> PulseError {
        PulseError("invalid_url", message, details: ["field": "customUrl"])
    }
}
