/// Adds rates that may be unknown: the sum of the known ones, `nil` when none is known.
struct RateSum {
    private(set) var total: Double?

    mutating func add(_ rate: Double?) {
        guard let rate else { return }
        total = (total ?? 0) + rate
    }
}
