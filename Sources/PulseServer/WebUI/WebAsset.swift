import NIOCore

/// A file of the web interface, in memory, compressed when first asked for.
struct WebAsset: Sendable {
    let document: EncodedDocument
    /// The name carries a digest of the content, so the file never changes.
    let isImmutable: Bool

    init(name: String, bytes: [UInt8]) {
        document = EncodedDocument(bytes, contentType: Self.contentType(of: name))
        isImmutable = Self.isHashed(name)
    }

    var cacheControl: String { isImmutable ? "public, max-age=31536000, immutable" : "no-cache" }

    /// `app-3fa09b1c.js`, `app.3fa09b1c.js`: eight or more of a digest's characters, with a digit among them, before the extension.
    static func isHashed(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        let stem = name[..<dot]
        guard let mark = stem.lastIndex(where: { $0 == "-" || $0 == "." }) else { return false }
        let digest = stem[stem.index(after: mark)...]
        return digest.count >= 8 && digest.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } && digest.contains(where: \.isNumber)
    }

    static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) ?? "" {
        case "html": "text/html; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json", "map": "application/json"
        case "webmanifest": "application/manifest+json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        case "wasm": "application/wasm"
        case "txt", "md": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
