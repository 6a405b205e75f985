import PulseCore

/// Chooses intervals by how fresh a source's data is, `platform-polling` §8: fresh and calm sources are asked rarely, stale and
/// failing ones often.
public struct AdaptiveInterval: Sendable, Equatable {
    /// The interval before anything is known.
    public var base: Duration
    public var shortest: Duration
    public var longest: Duration

    /// Brings the three into order: `shortest` ≤ `base` ≤ `longest`.
    public init(base: Duration = .seconds(10), shortest: Duration = .seconds(5), longest: Duration = .seconds(300)) {
        self.shortest = max(shortest, .milliseconds(100))
        self.longest = max(longest, self.shortest)
        self.base = min(max(base, self.shortest), self.longest)
    }

    /// Data this old is as stale as it gets.
    private static let staleAge: Duration = .seconds(300)

    /// How stale data of this age is, 0...1; 1 when there was never any.
    public static func staleness(age: Duration?) -> Double {
        guard let age else { return 1 }
        return min(max(age.fractionalSeconds / staleAge.fractionalSeconds, 0), 1)
    }

    /// The next interval.
    ///
    /// - Parameters:
    ///   - age: of the last success before this moment.
    ///   - errors: failures in a row.
    ///   - depth: sources that wait for a worker.
    ///   - previous: the interval chosen last.
    ///   - chance: a random number from -1 to 1, which moves the result by up to 5 %.
    public func next(age: Duration?, errors: Int, depth: Int, previous: Duration, chance: Double) -> Duration {
        let low = shortest.fractionalSeconds
        let high = longest.fractionalSeconds
        var target = low + (high - low) * (1 - Self.staleness(age: age))
        if errors > 0 { target /= 1 + 0.6 * Double(errors) }
        if depth > 1 { target *= 1 + 0.1 * Double(depth - 1) }
        let smoothed = 0.6 * target + 0.4 * previous.fractionalSeconds
        let moved = smoothed * (1 + 0.05 * min(max(chance, -1), 1))
        return .milliseconds(Int64((min(max(moved, low), high) * 1000).rounded()))
    }
}
