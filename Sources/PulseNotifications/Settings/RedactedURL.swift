/// Addresses as people without write rights and the ledger see them, `notifications` §1.3.
public enum RedactedURL {
    static let secretNames: Set<String> = ["token", "apikey", "api_key", "key", "secret", "password"]

    /// The address without user info, Telegram's bot token and the secrets of the query.
    public static func of(_ url: String) -> String {
        guard let scheme = url.range(of: "://") else { return "" }
        var rest = url[scheme.upperBound...]
        var query: Substring?
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...].prefix { $0 != "#" }
            rest = rest[..<mark]
        } else {
            rest = rest.prefix { $0 != "#" }
        }
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if let at = parts.first?.lastIndex(of: "@") { parts[0] = String(parts[0][parts[0].index(after: at)...]) }
        for index in parts.indices.dropFirst() {
            if parts[index].hasPrefix("bot"), parts[index].contains(":") { parts[index] = "botREDACTED" }
        }
        hideServiceTokens(&parts)
        let address = url[..<scheme.upperBound] + parts.joined(separator: "/")
        guard let query else { return String(address) }
        let members = query.split(separator: "&", omittingEmptySubsequences: false).map { member in
            let name = member.prefix { $0 != "=" }
            return secretNames.contains(name.lowercased()) ? "\(name)=REDACTED" : String(member)
        }
        return address + "?" + members.joined(separator: "&")
    }

    /// Services whose address itself is the key: its last part.
    private static let keyedPaths: [String] = ["/api/webhooks/", "/services/", "/webhookb2/", "/hooks/"]

    private static func hideServiceTokens(_ parts: inout [String]) {
        let path = "/" + parts.dropFirst().joined(separator: "/")
        guard parts.count > 2, keyedPaths.contains(where: path.contains) else { return }
        parts[parts.count - 1] = "REDACTED"
    }
}
