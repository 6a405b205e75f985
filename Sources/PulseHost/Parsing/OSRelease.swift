/// The lines of `/etc/os-release` that name the system.
struct OSRelease: Hashable, Sendable {
    var id: String?
    var name: String?
    var version: String?

    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        while var line = cursor.line() {
            let key = line.upTo(UInt8(ascii: "="))
            if key == "ID" {
                id = Self.unquoted(line.text)
            } else if key == "NAME" {
                name = Self.unquoted(line.text)
            } else if key == "VERSION_ID" {
                version = Self.unquoted(line.text)
            }
        }
        if id == nil, name == nil { return nil }
    }

    /// Takes the quotes and backslashes of shell assignments away.
    static func unquoted(_ text: String?) -> String? {
        guard var text else { return nil }
        for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            text = String(text.dropFirst().dropLast())
        }
        if text.contains("\\") { text = text.split(separator: "\\", omittingEmptySubsequences: true).joined() }
        return text.isEmpty ? nil : text
    }
}

/// Finds the full name of `hostname` in `/etc/hosts`.
func fullName(of hostname: String, inHosts cursor: ByteCursor) -> String? {
    var cursor = cursor
    let prefix = hostname + "."
    while var line = cursor.line() {
        var entry = line.upTo(UInt8(ascii: "#"))
        guard entry.word() != nil else { continue }
        while let name = entry.word()?.text {
            if name.hasPrefix(prefix), !name.hasSuffix(".localdomain") { return name }
        }
    }
    return nil
}
