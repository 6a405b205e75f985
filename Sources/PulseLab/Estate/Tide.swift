import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The waves that every load of an estate is made of, at one moment: computed once, then only added up.
///
/// A wave has a height (for loads) and a sum (its integral, for counters), both closed formulas of time. So a
/// load and the counter it drives agree to the byte, at any time, past ones included, without any state.
struct Tide: Sendable {
    /// In seconds: the day, then four that share no common multiple worth noticing.
    static let periods: [Double] = [86_400, 10_980, 2_460, 397, 61]
    static let phases = 8
    /// Counters count from here, so that they keep their precision: 2020-09-13T12:26:40Z.
    static let origin = 1_600_000_000.0

    /// Seconds since 1970.
    let seconds: Double
    private let heights: [Double]
    private let sums: [Double]

    init(at seconds: Double) {
        self.seconds = seconds
        var heights: [Double] = []
        var sums: [Double] = []
        for period in Self.periods.indices {
            for phase in 0..<Self.phases {
                let angle = Self.angle(period, phase, at: seconds)
                heights.append(sin(angle))
                sums.append(-cos(angle) * Self.periods[period] / (2 * .pi))
            }
        }
        self.heights = heights
        self.sums = sums
    }

    private static func angle(_ period: Int, _ phase: Int, at seconds: Double) -> Double {
        let turn = 2 * Double.pi * (seconds / periods[period]).truncatingRemainder(dividingBy: 1)
        guard period == 0 else { return turn + 2 * .pi * Double(phase) / Double(phases) }
        // The day's height lies between 10 and 17 o'clock, whoever looks.
        return turn + .pi / 2 - 2 * .pi * (10 + Double(phase)) / 24
    }

    func height(_ period: Int, _ phase: UInt8) -> Double { heights[period * Self.phases + Int(phase)] }
    func sum(_ period: Int, _ phase: UInt8) -> Double { sums[period * Self.phases + Int(phase)] }
}
