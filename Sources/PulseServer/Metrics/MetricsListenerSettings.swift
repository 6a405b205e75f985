import PulseCore

/// Where the metrics may be offered, and to whom.
public struct MetricsListenerSettings: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes any free port.
    public var port = 9091
    /// Scrapers must send it as a bearer token.
    public var token: String?
    /// Allows a token to travel unencrypted, or metrics without a token, beyond this machine.
    public var allowsInsecureRemote = false

    public init() {}

    /// Throws when the listener would give metrics, or the token, to the network.
    ///
    /// - Throws: `metrics_token_exposed`, `metrics_unprotected`.
    public func validate() throws {
        let isLoopback = host == "localhost" || (IPAddress(host)?.isLoopback ?? false)
        guard !isLoopback, !allowsInsecureRemote else { return }
        guard let token, !token.isEmpty else {
            throw PulseError(
                "metrics_unprotected",
                "Metrics on \(host) would be open to the network; bind to 127.0.0.1 or set PULSE_METRICS_TOKEN and PULSE_METRICS_ALLOW_INSECURE_REMOTE=true"
            )
        }
        throw PulseError(
            "metrics_token_exposed",
            "The metrics token would travel unencrypted to \(host); bind to 127.0.0.1 or set PULSE_METRICS_ALLOW_INSECURE_REMOTE=true")
    }
}
