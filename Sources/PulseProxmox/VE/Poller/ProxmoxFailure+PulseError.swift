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
        case .connection(let failure): failure.words
        }
    }
}

extension OutboundFailure {
    /// The failure in the fixed words of `platform-polling` §1.1.
    public var words: (code: String, message: String) {
        switch self {
        case .timeout: ("timeout", "The server did not answer in time.")
        case .refused: ("connect_refused", "The connection was refused.")
        case .reset: ("connection_reset", "The connection was closed by the other side.")
        case .unreachable: ("unreachable", "There is no way to the address.")
        case .nameNotFound: ("dns_failed", "The host name is not known.")
        case .addressRefused: ("address_refused", "Pulse does not connect to this kind of address.")
        case .untrusted: ("tls_untrusted", "The certificate is not trusted.")
        case .fingerprintMismatch: ("certificate_changed", "The certificate is not the one that was accepted.")
        case .tls: ("tls_failed", "No encrypted connection could be made.")
        case .bodyTooLarge: ("answer_too_large", "The answer is larger than it may be.")
        case .malformed: ("malformed_answer", "The answer is not HTTP or ended too early.")
        }
    }
}
