import PulseAlerts
import PulseCore

/// What policy says of one alert just before it is sent.
public enum GateVerdict: Sendable, Equatable {
    case send
    /// Not before this moment.
    case hold(until: Timestamp)
    /// Never; the reason is for people.
    case drop(String)
}

/// Asks policy about an alert of a message that is about to be sent.
public typealias DeliveryGate = @Sendable (Alert, Notice.Event) async -> GateVerdict
