import PulseOutbound

extension ConnectionTestFailure {
    /// Gives a failure its stable code, `platform-connections` §3.4.
    init(_ failure: ProxmoxFailure, product: ProxmoxProduct) {
        switch failure.kind {
        case .authentication: self.init(.authFailed)
        case .permission: self.init(.permissionDenied)
        case .malformed, .unsupported: self.init(.notA(product))
        case .nodeUnavailable, .transient, .guestAgent, .api: self.init(.failed)
        case .connection(let cause): self.init(cause, product: product)
        }
    }

    /// Gives a failure without an answer its stable code.
    public init(_ failure: OutboundFailure, product: ProxmoxProduct) {
        switch failure {
        case .untrusted(let presented): self.init(.tlsUntrusted, presented: presented)
        case .fingerprintMismatch(let expected, let presented):
            self.init(.fingerprintMismatch, presented: presented, expected: expected)
        case .nameNotFound: self.init(.dnsFailed)
        case .refused, .reset, .unreachable: self.init(.connectRefused)
        case .timeout, .connectTimeout, .cancelled: self.init(.timeout)
        case .addressRefused: self.init(.addressRefused)
        // Something answers, but nothing of Proxmox: its servers speak TLS 1.2 and send less.
        case .tls, .malformed, .bodyTooLarge: self.init(.notA(product))
        }
    }
}
