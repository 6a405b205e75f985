import PulseOutbound

/// Why a connection test failed: a stable code, and a sentence that repeats nothing the server said.
public struct ConnectionTestFailure: Error, Sendable, Equatable {
    public enum Code: Sendable, Equatable, Hashable {
        case authFailed, permissionDenied, tlsUntrusted, fingerprintMismatch, dnsFailed, connectRefused, timeout
        /// Something else answers there: `not_a_pve`, `not_a_pbs`, `not_a_pmg`.
        case notA(ProxmoxProduct)
        /// The address is one that Pulse does not talk to.
        case addressRefused
        /// It answered, but with an error of its own.
        case failed

        public var text: String {
            switch self {
            case .authFailed: "auth_failed"
            case .permissionDenied: "permission_denied"
            case .tlsUntrusted: "tls_untrusted"
            case .fingerprintMismatch: "fingerprint_mismatch"
            case .dnsFailed: "dns_failed"
            case .connectRefused: "connect_refused"
            case .timeout: "timeout"
            case .notA(let product): "not_a_\(product.rawValue)"
            case .addressRefused: "address_refused"
            case .failed: "connection_failed"
            }
        }
    }

    public var code: Code
    /// One of the neutral texts of `platform-connections` §3.4.
    public var message: String
    /// The certificate that the server presented, where it is the trouble.
    public var presented: Fingerprint?
    /// The certificate that was expected, for `fingerprint_mismatch`.
    public var expected: Fingerprint?

    public init(_ code: Code, presented: Fingerprint? = nil, expected: Fingerprint? = nil) {
        self.code = code
        self.presented = presented
        self.expected = expected
        message =
            switch code {
            case .addressRefused: "Invalid configuration"
            case .failed: "Operation failed"
            default: "Connection failed. Please check your credentials and network settings"
            }
    }
}
