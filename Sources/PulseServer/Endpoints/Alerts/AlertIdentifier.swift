/// The name of an alert in a request, `alerts` §1.5.
enum AlertIdentifier {
    static let mostCharacters = 500

    /// The identifier, or a refusal: 1 to 500 printable ASCII characters, no space at the ends, no way up a path.
    static func checked(_ text: String) throws -> String {
        let isPrintable = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
        let hasEdges = text.hasPrefix(" ") || text.hasSuffix(" ")
        guard isPrintable, !hasEdges, (1...mostCharacters).contains(text.utf8.count), !text.contains("../"), !text.contains("/..") else {
            throw APIError.badRequest("invalid_alert_identifier", "Invalid alert identifier")
        }
        return text
    }
}
