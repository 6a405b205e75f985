/// One resource encoded at one revision; shared by documents, frames and caches.
final class Fragment: Sendable {
    let id: String
    /// The inventory's revision at which this content came to be.
    let revision: UInt64
    /// A JSON object.
    let bytes: [UInt8]

    init(id: String, revision: UInt64, bytes: [UInt8]) {
        self.id = id
        self.revision = revision
        self.bytes = bytes
    }
}
