#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import NIOCore

extension RequestContext {
    /// Decodes the body.
    ///
    /// - Parameter onlyFields: the top-level members that may occur; `nil` allows any.
    /// - Throws: 400 `invalid_json` for an empty or broken body, 400 `unknown_field` for a member that is not allowed.
    public func decodeJSON<Body: Decodable>(_ type: Body.Type = Body.self, onlyFields: Set<String>? = nil) throws -> Body {
        guard body.readableBytes > 0 else { throw APIError.badRequest("invalid_json", "Invalid request body") }
        let data = body.withUnsafeReadableBytes { Data($0) }
        if let onlyFields { try refuseUnknown(in: data, except: onlyFields) }
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw APIError.badRequest("invalid_json", "Invalid request body", details: error.fieldDetails)
        }
    }

    private func refuseUnknown(in data: Data, except known: Set<String>) throws {
        let names: MemberNames
        do {
            names = try JSONDecoder().decode(MemberNames.self, from: data)
        } catch {
            throw APIError.badRequest("invalid_json", "Invalid request body")
        }
        guard let unknown = names.names.sorted().first(where: { !known.contains($0) }) else { return }
        throw APIError.badRequest(
            "unknown_field", "Unknown field \"\(unknown.prefix(64))\"", details: ["field": String(unknown.prefix(64))])
    }
}

/// Only the names of a JSON object's members.
private struct MemberNames: Decodable {
    let names: [String]

    private struct AnyName: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        names = try decoder.container(keyedBy: AnyName.self).allKeys.map(\.stringValue)
    }
}

extension DecodingError {
    /// Where the body is wrong, without repeating what it contains.
    fileprivate var fieldDetails: [String: String] {
        let path: [any CodingKey]
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): path = context.codingPath
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        @unknown default: path = []
        }
        let field = path.map(\.stringValue).joined(separator: ".")
        return field.isEmpty ? [:] : ["field": field]
    }
}
