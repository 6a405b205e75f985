import FoundationEssentials
import PulseCore

extension MetadataPatch {
    /// The largest request body, in bytes.
    public static let bodyLimit = 16 * 1024

    /// Reads a request body and checks every member against its bounds.
    ///
    /// Throws `invalid_request_body`, `invalid_url` or `limit_exceeded`.
    public init(json: [UInt8]) throws(PulseError) {
        guard !json.isEmpty, json.count <= Self.bodyLimit else { throw Self.invalidBody }
        let wire: Wire
        do { wire = try JSONDecoder().decode(Wire.self, from: Data(json)) } catch { throw Self.invalidBody }
        self = wire.patch
        try check()
    }

    private static let invalidBody = PulseError("invalid_request_body", "Invalid request body")

    private func check() throws(PulseError) {
        if case .set(let url) = customURL { try CustomURL.check(url) }
        try Self.check(customDisplayName, longest: 2048, name: "customDisplayName")
        try Self.check(description, longest: 4096, name: "description")
        try Self.check(tags, most: 50, longest: 64, name: "tags")
        try Self.check(notes, most: 100, longest: 4096, name: "notes")
    }

    private static func check(_ change: Change<String>, longest: Int, name: String) throws(PulseError) {
        guard case .set(let text) = change, text.count > longest else { return }
        throw PulseError("limit_exceeded", "\(name) must be at most \(longest) characters long", details: ["field": name])
    }

    private static func check(_ change: Change<[String]>, most: Int, longest: Int, name: String) throws(PulseError) {
        guard case .set(let texts) = change else { return }
        guard texts.count <= most, texts.allSatisfy({ $0.count <= longest }) else {
            throw PulseError(
                "limit_exceeded", "\(name) may hold at most \(most) entries of at most \(longest) characters", details: ["field": name])
        }
    }

    /// The request as it is sent; tells an absent member from `null`.
    private struct Wire: Decodable {
        enum Key: String, CodingKey {
            case customUrl, description, tags, notes, customDisplayName, commandsEnabled
        }

        var patch = MetadataPatch()

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Key.self)
            patch.customURL = Self.emptyClears(try Self.change(members, .customUrl))
            patch.description = Self.emptyClears(try Self.change(members, .description))
            patch.tags = try Self.change(members, .tags)
            patch.notes = try Self.change(members, .notes)
            patch.customDisplayName = Self.emptyClears(try Self.change(members, .customDisplayName))
            patch.commandsEnabled = try Self.change(members, .commandsEnabled)
        }

        static func change<Value: Decodable>(_ members: KeyedDecodingContainer<Key>, _ key: Key) throws -> Change<Value> {
            guard members.contains(key) else { return .keep }
            guard try !members.decodeNil(forKey: key) else { return .clear }
            return .set(try members.decode(Value.self, forKey: key))
        }

        static func emptyClears(_ change: Change<String>) -> Change<String> {
            guard case .set(let text) = change, text.allSatisfy(\.isWhitespace) else { return change }
            return .clear
        }
    }
}
