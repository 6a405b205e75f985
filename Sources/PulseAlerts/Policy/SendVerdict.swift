import PulseCore

/// What policy says of a message just before it is sent.
public enum SendVerdict: Sendable, Equatable {
    case send
    /// Not before.
    case holdUntil(Timestamp)
    /// Never; it can be struck off.
    case drop(DropReason)
}

/// Why a message that was queued is no longer to be sent.
public enum DropReason: Sendable, Equatable {
    /// Policy holds it back now, and will tell anew when it no longer does.
    case held(HoldReason)
    case acknowledged
    /// The alert ended, and people need not be told of it any more.
    case resolved
    /// A newer message says it: the alert is back, or was sent another way.
    case superseded
    /// Nothing is known of the alert any more.
    case gone
}
