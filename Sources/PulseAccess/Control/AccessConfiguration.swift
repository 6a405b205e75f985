import PulseCore

/// What an operator decides about access, already read from the environment by the program.
public struct AccessConfiguration: Sendable {
    /// `PULSE_AUTH_USER`.
    public var environmentUser: String?
    /// `PULSE_AUTH_PASS`: plain, or a bcrypt or scrypt hash.
    public var environmentPassword: String?
    /// `nil` when the feature is off.
    public var proxy: ProxyAuthentication?
    /// `PULSE_AUTH_HIDE_LOCAL_LOGIN`.
    public var hidesLocalLogin = false
    /// Lifetime of a session, sliding.
    public var sessionDuration: Duration = .seconds(86_400)
    /// Lifetime of a session with "remember me", sliding.
    public var rememberedDuration: Duration = .seconds(30 * 86_400)
    /// No session lives longer.
    public var sessionCap: Duration = .seconds(30 * 86_400)
    /// No session with "remember me" lives longer.
    public var rememberedCap: Duration = .seconds(90 * 86_400)

    public init() {}
}
