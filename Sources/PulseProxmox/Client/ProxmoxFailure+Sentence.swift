extension ProxmoxFailure {
    /// A neutral sentence for people; it repeats nothing the server said.
    public var sentence: String {
        switch kind {
        case .authentication: "The server does not accept the credentials"
        case .permission(let privilege?): "The credentials lack the privilege \(privilege)"
        case .permission: "The credentials lack a privilege"
        case .nodeUnavailable: "The node is not available"
        case .transient: "The server is busy"
        case .unsupported: "The server's version does not offer this"
        case .guestAgent(.notRunning): "The guest's agent is not running"
        case .guestAgent: "The guest's agent does not answer"
        case .api: "The server reports an error"
        case .connection(let failure): failure.sentence
        case .malformed: "The server's answer cannot be read"
        }
    }

    /// Whether the server could not be talked to at all, so that another one of its cluster may be asked.
    ///
    /// Slow answers are none of that: one hanging storage must not make a node look gone.
    public var isConnectionLoss: Bool {
        guard case .connection(let failure) = kind else { return false }
        switch failure {
        case .timeout, .bodyTooLarge, .malformed, .cancelled: return false
        case .connectTimeout, .refused, .reset, .unreachable, .nameNotFound, .addressRefused, .untrusted, .fingerprintMismatch, .tls:
            return true
        }
    }
}
