#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a listener says, `state-and-websocket` §6.6.
enum InboundMessage: Equatable {
    case ping
    case requestData
    /// A sign of life, or something this server does not know.
    case other

    private struct Envelope: Decodable { let type: String }

    init(_ text: String) {
        let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(text.utf8))
        switch envelope?.type {
        case "ping": self = .ping
        case "requestData": self = .requestData
        default: self = .other
        }
    }
}
