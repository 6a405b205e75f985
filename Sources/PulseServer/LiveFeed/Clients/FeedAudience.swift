import PulseAccess

/// Who may hear an event.
public enum FeedAudience: Sendable, Equatable {
    /// Everyone who may hold the scope: people, and tokens that list it.
    case holders(of: Scope)
    /// Administrators and tokens with the scope: infrastructure and settings.
    case admins(Scope)

    func includes(_ principal: Principal) -> Bool {
        switch self {
        case .holders(let scope): principal.holds(scope)
        case .admins(let scope): principal.isAdmin && principal.holds(scope)
        }
    }
}
