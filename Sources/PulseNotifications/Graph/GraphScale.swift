import PulseCore

/// Which values and times a graph shows, and where its labels stand.
struct GraphScale: Sendable, Equatable {
    /// From the lowest to the highest value shown.
    var low: Double
    var high: Double
    /// Values with a line and a label, from low to high.
    var ticks: [Double]

    /// A scale that shows all of the values, with round figures at its lines.
    init(_ values: [Double], unit: String) {
        let found = values.filter(\.isFinite)
        let least = found.min() ?? 0
        let most = found.max() ?? 1
        if unit == "%", least >= 0, most <= 100 {
            (low, high, ticks) = (0, 100, [0, 50, 100])
            return
        }
        // What begins at nothing shows how much it is; what never gets near it shows how it moves.
        var bottom = least >= 0 && least < most * 0.6 ? 0 : least
        var top = most
        if top - bottom <= abs(most) * 1e-6 {
            // A value that never changes stands in the middle.
            let room = max(abs(most) * 0.1, 1)
            bottom = least >= 0 ? max(0, least - room) : least - room
            top += room
        }
        let span = top - bottom
        let step = Self.round(span / 3)
        low = (bottom / step).rounded(.down) * step
        high = (top / step).rounded(.up) * step
        if high - low < step { high = low + step }
        let count = min(8, Int(((high - low) / step).rounded()))
        ticks = (0...count).map { [low] in low + Double($0) * step }
    }

    /// The next of 1, 2, 5, 10, … that is not smaller.
    private static func round(_ step: Double) -> Double {
        var power = 1.0
        while power * 10 <= step { power *= 10 }
        while power > step { power /= 10 }
        return [1, 2, 5].map { $0 * power }.first { $0 >= step } ?? power * 10
    }

    /// Where the value stands, 0 at the bottom and 1 at the top.
    func height(_ value: Double) -> Double { min(max((value - low) / (high - low), 0), 1) }

    /// Round times of the day between the two, three to eight of them.
    static func times(from start: Timestamp, to end: Timestamp) -> [Timestamp] {
        let span: Int64 = max(1, end.seconds - start.seconds)
        let steps: [Int64] = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
        let step: Int64 = steps.first { span / $0 <= 6 } ?? (span / 518_400 + 1) * 86_400
        let first = (start.seconds + step - 1) / step * step
        guard first <= end.seconds else { return [] }
        return stride(from: first, through: end.seconds, by: Int(step)).map { Timestamp(seconds: $0) }
    }
}
