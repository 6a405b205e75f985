#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import PulseOutbound

/// What a Proxmox server says about its refusal: in the body since 8.4, before that only in the first line.
struct UpstreamMessage: Decodable {
    private let message: String?
    private let errors: [String: String]?

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        message = try? fields.decode(String.self, forKey: .message)
        errors = try? fields.decode([String: String].self, forKey: .errors)
    }

    /// Bodies of refusals are short; longer ones are not read.
    private static let limit = 16 << 10

    static func text(of answer: OutboundResponse) -> String {
        var parts = [answer.reason]
        if answer.body.count <= limit, let body = try? JSONDecoder().decode(Self.self, from: Data(answer.body)) {
            if let message = body.message { parts.append(message) }
            parts += (body.errors ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        }
        return String(parts.filter { !$0.isEmpty }.joined(separator: "; ").prefix(1000))
    }

    private enum Key: String, CodingKey { case message, errors }
}
