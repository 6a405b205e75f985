import PulseCore
import PulseOutbound

extension ProxmoxFailure {
    /// The failure in the fixed words that people may read; what the server said stays out.
    public var pulseError: PulseError {
        let (code, message) = words
        return PulseError(code, message, cause: self)
    }

    private var words: (code: String, message: String) {
        switch kind {
        case .authentication: ("authentication_failed", "Authentication failed: the token or the password is not accepted.")
        case .permission(let privilege?): ("permission_denied", "Permission denied: the account lacks \(privilege).")
        case .permission(nil): ("permission_denied", "Permission denied: the account lacks a privilege.")
        case .nodeUnavailable: ("node_unavailable", "The node is not reachable through its cluster.")
        case .transient: ("temporarily_unavailable", "The server is busy or restarting.")
        case .unsupported: ("unsupported", "This version of the server does not offer it.")
        case .guestAgent: ("guest_agent", "The guest's agent did not answer.")
        case .api: ("api_error", "The server refused the request.")
        case .malformed: ("malformed_answer", "The server answered with something that is not its API.")
        case .connection(let failure): (failure.code, failure.sentence + ".")
        }
    }
}

extension OutboundFailure {
    /// The stable code of the failure.
    var code: String {
        switch self {
        case .timeout, .connectTimeout: "timeout"
        case .refused: "connect_refused"
        case .reset: "connection_reset"
        case .unreachable: "unreachable"
        case .nameNotFound: "dns_failed"
        case .addressRefused: "address_refused"
        case .untrusted: "tls_untrusted"
        case .fingerprintMismatch: "certificate_changed"
        case .tls: "tls_failed"
        case .bodyTooLarge: "answer_too_large"
        case .malformed: "malformed_answer"
        case .cancelled: "cancelled"
        }
    }
}
