import NIOCore

/// A page with places for the nonce of its content policy.
struct NoncePage: Sendable {
    /// What the built page writes where the nonce belongs.
    static let placeholder = "__CSP_NONCE__"
    private let parts: [ByteBuffer]

    init(_ text: String) {
        var parts: [ByteBuffer] = []
        var rest = Array(text.utf8)[...]
        let mark = Array(Self.placeholder.utf8)
        var start = rest.startIndex
        while start + mark.count <= rest.endIndex {
            if rest[start] == mark[0], rest[start..<start + mark.count].elementsEqual(mark) {
                parts.append(ByteBuffer(bytes: rest[..<start]))
                rest = rest[(start + mark.count)...]
                start = rest.startIndex
            } else {
                start += 1
            }
        }
        parts.append(ByteBuffer(bytes: rest))
        self.parts = parts
    }

    func rendered(nonce: String) -> ByteBuffer {
        var page = ByteBuffer()
        for (index, part) in parts.enumerated() {
            if index > 0 { page.writeString(nonce) }
            page.writeImmutableBuffer(part)
        }
        return page
    }
}
