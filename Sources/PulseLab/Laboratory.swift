import PulseCore

/// Simulated platforms that speak the real protocols over real sockets.
public struct Laboratory: Sendable {
    public init() {}
}
