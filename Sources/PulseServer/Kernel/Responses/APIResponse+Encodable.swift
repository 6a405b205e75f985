#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import NIOCore

extension APIResponse {
    /// A JSON document from a small `Encodable` value; large or frequent documents use ``EncodedDocument``.
    public static func json(encoding value: some Encodable, status: Int = 200) throws -> Self {
        let data = try JSONEncoder().encode(value)
        return Self(status: status, body: .bytes(ByteBuffer(bytes: data), contentType: json))
    }
}
