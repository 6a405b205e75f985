import PulseOutbound

/// Why a checked request got no answer.
public enum CheckedFailure: Error, Sendable, Equatable {
    case refused(AddressRefusal)
    case outbound(OutboundFailure)
    /// More redirects than are followed.
    case redirects
    /// A redirect after which clients ask for a page instead of sending the message again.
    case changingRedirect(Int)
    /// A redirect from HTTPS to HTTP.
    case downgrade
    /// The environment names a proxy of a kind that is not known.
    case proxy

    /// The failure as the outbox counts it, `notifications` §7, without secrets.
    public var delivery: DeliveryFailure {
        switch self {
        case .refused(let refusal):
            let kind: DeliveryFailure.Class = refusal.isPassing ? .connectivity : .configuration
            return DeliveryFailure(kind, "The address is not used: \(refusal.sentence)", isPermanent: !refusal.isPassing)
        case .outbound(let failure): return DeliveryFailure(failure)
        case .redirects: return DeliveryFailure(.rejected, "The receiver redirects too often", isPermanent: true)
        case .changingRedirect(let status):
            return DeliveryFailure(
                .rejected, "The receiver redirects in a way that loses the message (status \(status)); enter the address it leads to",
                isPermanent: true, status: status)
        case .downgrade:
            return DeliveryFailure(.tls, "The receiver redirects from HTTPS to an unencrypted address", isPermanent: true)
        case .proxy:
            return DeliveryFailure(
                .configuration, "HTTPS_PROXY or HTTP_PROXY names a proxy that is no HTTP proxy (http://host:port)", isPermanent: true)
        }
    }
}

extension DeliveryFailure {
    /// A failure of the network or of TLS; all of these may pass.
    public init(_ failure: OutboundFailure) {
        switch failure {
        case .timeout, .connectTimeout, .refused, .reset, .unreachable, .nameNotFound, .cancelled:
            self.init(.connectivity, failure.sentence)
        case .untrusted, .fingerprintMismatch, .tls:
            self.init(.tls, "No secure connection: the receiver's certificate is not trusted, or it speaks no TLS")
        case .addressRefused: self.init(.configuration, failure.sentence, isPermanent: true)
        case .bodyTooLarge, .malformed: self.init(.unknown, failure.sentence)
        }
    }
}
