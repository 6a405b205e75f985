/// How many guests' statuses are asked for in one cycle, learned from what the connection could answer in time.
///
/// Guests that find no room wait and come first the next time.
struct StatusQuota: Sendable, Equatable {
    static let bounds = 64...20_000
    private(set) var most = 512

    /// - Parameters:
    ///   - asked: calls made, at most `most`.
    ///   - late: those that had no answer when time was up.
    ///   - spent: the share of the time that the cycle took, 0 to 1.
    mutating func took(asked: Int, late: Int, spent: Double) {
        if late > 0 {
            most = max((asked - late) * 3 / 4, Self.bounds.lowerBound)
        } else if asked >= most, spent < 0.5 {
            most = min(most * 2, Self.bounds.upperBound)
        }
    }
}
