#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// User and password of an `Authorization: Basic` header.
struct BasicCredentials: Equatable {
    let user: String
    let password: String

    /// `nil` for another scheme, broken base64, or a text without a colon.
    init?(_ header: String?) {
        guard let header, let space = header.firstIndex(of: " "), header[..<space].lowercased() == "basic" else { return nil }
        let encoded = String(header[space...]).trimmingSpaces()
        guard encoded.utf8.count <= 1024, let bytes = Data(base64Encoded: encoded), let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { return nil }
        user = String(text[..<colon].prefix(128))
        password = String(text[text.index(after: colon)...])
        if user.isEmpty { return nil }
    }
}
