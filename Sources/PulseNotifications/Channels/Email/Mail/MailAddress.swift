/// An address with or without a name: `ops@example.org`, `Operations <ops@example.org>`.
struct MailAddress: Sendable, Equatable {
    /// Empty when only the address was given.
    var name = ""
    var address: String

    /// Reads what a person typed; `nil` when no mail can go there. Line breaks are removed, never obeyed.
    init?(_ text: String) {
        let text = text.onOneLine.trimmed
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            address = String(text[text.index(after: open)...].dropLast()).trimmed
            var name = String(text[..<open]).trimmed
            if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
            self.name = String(name.filter { $0 != "\"" && $0 != "\\" })
        } else {
            address = text
        }
        guard Self.isAddress(address) else { return nil }
    }

    /// Not the whole grammar of RFC 5322: what mail servers of today take.
    private static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@") else { return false }
        let local = text[..<at]
        let domain = text[text.index(after: at)...]
        guard !local.isEmpty, local.utf8.count <= 64, !domain.isEmpty, !domain.hasPrefix("."), !domain.hasSuffix(".") else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar.value > 0x20 && !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
        } && !local.contains("@")
    }

    /// As it stands in a header.
    var header: String { name.isEmpty ? address : "\(HeaderLine.phrase(name)) <\(address)>" }

    /// What follows the `@`.
    var domain: Substring { address[address.index(after: address.lastIndex(of: "@") ?? address.startIndex)...] }
}
