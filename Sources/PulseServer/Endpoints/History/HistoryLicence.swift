import PulseCore

/// How far back the plan lets callers look.
public struct HistoryLicence: Sendable {
    /// Days of the plan without a licence.
    public static let communityDays = 7

    private let days: @Sendable () -> Int

    /// - Parameter days: asked at each request, because a licence may come or go.
    public init(days: @escaping @Sendable () -> Int = { communityDays }) { self.days = days }

    /// Throws 402 for a look further back; exactly the plan's days are allowed.
    func check(_ lookback: Duration) throws(APIError) {
        guard lookback > .seconds(Int64(days()) * 86_400) else { return }
        throw .licenceRequired(LicenceFeature(rawValue: "long_term_metrics"))
    }
}
