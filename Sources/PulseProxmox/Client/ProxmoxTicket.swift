#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import PulseCore

/// What signing in with a password gives: good for two hours.
struct ProxmoxTicket: Sendable, Equatable {
    /// Renewed a little before the server lets it expire.
    static let life: Duration = .seconds(110 * 60)

    let value: String
    /// Goes with every request that changes something.
    let csrfToken: String?
    let obtained: Timestamp
    /// Counts the sign-ins, so that a caller can say which ticket was refused.
    let number: Int

    /// Reads the answer of `POST /access/ticket`; `nil` for one that asks for a second factor, or holds no ticket.
    init?(answer: [UInt8], obtained: Timestamp, number: Int) {
        guard let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(answer)) else { return nil }
        let value = envelope.data.ticket
        // The value travels in a header.
        guard !value.isEmpty, !value.contains("!tfa!"), value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x3b }) else { return nil }
        self.value = value
        csrfToken = envelope.data.CSRFPreventionToken
        self.obtained = obtained
        self.number = number
    }

    private struct Envelope: Decodable {
        struct Content: Decodable {
            let ticket: String
            let CSRFPreventionToken: String?
        }
        let data: Content
    }
}
