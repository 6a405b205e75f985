import PulseAccess

/// The budget an endpoint draws from; budgets are counted for each caller and class.
public enum RateClass: String, Sendable, CaseIterable {
    case auth
    case recovery
    case transfer
    case configWrite = "config_write"
    case configRead = "config_read"
    case updates
    case downloads
    case `public`
    case general
    /// WebSocket upgrades.
    case upgrades
    /// Reads that are made many times a minute by design and cost next to nothing.
    case unlimited

    /// Requests allowed in a window; `nil` for no limit.
    public var budget: RateBudget? {
        switch self {
        case .auth: RateBudget(requests: 10, window: .seconds(60))
        case .recovery: RateBudget(requests: 3, window: .seconds(600))
        case .transfer: RateBudget(requests: 5, window: .seconds(300))
        case .configWrite, .upgrades: RateBudget(requests: 30, window: .seconds(60))
        case .configRead, .public: RateBudget(requests: 1000, window: .seconds(60))
        case .updates, .downloads: RateBudget(requests: 60, window: .seconds(60))
        case .general: RateBudget(requests: 500, window: .seconds(60))
        case .unlimited: nil
        }
    }
}
