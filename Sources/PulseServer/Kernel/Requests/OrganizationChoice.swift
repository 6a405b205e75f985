import HTTPTypes

/// Which organization a request is for.
enum OrganizationChoice {
    static let usual = "default"

    /// Header, then cookie, then query (WebSocket only), then `default`.
    ///
    /// - Throws: 400 `invalid_org` for a name that no organization can have, 501 for any but `default`: organizations are not enabled.
    static func resolve(headers: HTTPFields, cookies: [String: String], query: String? = nil) throws(APIError) -> String {
        let chosen = headers[.organization] ?? cookies["pulse_org_id"] ?? query
        guard let chosen, !chosen.isEmpty, chosen != usual else { return usual }
        guard isValid(chosen) else { throw APIError(400, "invalid_org", "Invalid organization ID") }
        throw APIError(
            501, "feature_disabled", "Multi-tenant functionality is not enabled. Set PULSE_MULTI_TENANT_ENABLED=true to enable.",
            error: "feature_disabled")
    }

    static func isValid(_ name: String) -> Bool {
        guard (1...64).contains(name.unicodeScalars.count), name != ".", name != ".." else { return false }
        guard name.first != " ", name.last != " " else { return false }
        return name.unicodeScalars.allSatisfy { $0 != "/" && $0 != "\\" && $0.value >= 0x20 && $0.value != 0x7F } && !name.contains("..")
    }
}
