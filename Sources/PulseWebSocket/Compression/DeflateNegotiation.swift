/// Agreeing on `permessage-deflate`; only ever without context takeover in both directions.
enum DeflateNegotiation {
    static let agreement = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"

    /// Whether one of the client's offers fits.
    static func accepts(offers: [String]) -> Bool {
        offers.flatMap { $0.split(separator: ",") }.contains { offer in
            let parts = offer.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            return parts.first == "permessage-deflate" && parts.dropFirst().allSatisfy(isPossible)
        }
    }

    /// Whether the server's answer switches compression on.
    static func isAgreed(answers: [String]) -> Bool {
        answers.contains { $0.lowercased().hasPrefix("permessage-deflate") }
    }

    private static func isPossible(_ parameter: String) -> Bool {
        switch parameter.prefix(while: { $0 != "=" }) {
        case "server_no_context_takeover", "client_no_context_takeover", "client_max_window_bits": true
        // A smaller window would need a compressor of its own.
        case "server_max_window_bits": parameter.hasSuffix("=15")
        default: false
        }
    }
}
