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

    /// Requests allowed in the window, and the window in seconds; `nil` for no limit.
    public var budget: (requests: Int, seconds: Int64)? {
        switch self {
        case .auth: (10, 60)
        case .recovery: (3, 600)
        case .transfer: (5, 300)
        case .configWrite, .upgrades: (30, 60)
        case .configRead, .public: (1000, 60)
        case .updates, .downloads: (60, 60)
        case .general: (500, 60)
        case .unlimited: nil
        }
    }
}
