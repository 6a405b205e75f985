import PulseAccess

/// Who may call an endpoint. An endpoint cannot be declared without one.
public enum AccessRule: Sendable, Equatable {
    /// Everybody; the handler keeps its own gate where it needs one. A caller that can be named is named.
    case `public`
    /// Anybody who is authenticated, whatever the scope.
    case signedIn
    /// Tokens need the scope; people pass.
    case scope(Scope)
    /// Tokens need the scope; people need to be administrators.
    case admin(Scope)
    /// Tokens need at least one of the scopes; people need to be administrators.
    case anyAdmin([Scope])
}
