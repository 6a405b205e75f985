extension ProxmoxFailure {
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
