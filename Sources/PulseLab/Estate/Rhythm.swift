import PulseCore

/// How one quantity rises and falls: a mean with five waves upon it, never below zero.
struct Rhythm: Sendable {
    /// The mean, in whatever the quantity is measured in.
    let mean: Double
    private let swings: SIMD8<Float>
    private let phases: SIMD8<UInt8>

    /// - Parameters:
    ///   - daily: How much of the mean the day adds and takes, 0...0.5.
    ///   - restlessness: How much of the mean the faster waves add and take together, 0...0.45.
    init(mean: Double, daily: Double, restlessness: Double, _ random: inout SeededGenerator) {
        self.mean = mean
        var swings = SIMD8<Float>(repeating: 0)
        var phases = SIMD8<UInt8>(repeating: 0)
        swings[0] = Float(min(daily, 0.5))
        let shares: [Double] = [0.25, 0.3, 0.25, 0.2]
        for period in Tide.periods.indices {
            phases[period] = UInt8.random(in: 0..<UInt8(Tide.phases), using: &random)
            if period > 0 { swings[period] = Float(min(restlessness, 0.45) * shares[period - 1]) }
        }
        self.swings = swings
        self.phases = phases
    }

    /// The value at the tide's moment; within 0...2 times the mean.
    func value(_ tide: Tide) -> Double {
        var factor = 1.0
        for period in 0..<5 { factor += Double(swings[period]) * tide.height(period, phases[period]) }
        return mean * max(factor, 0)
    }

    /// The integral of the value over the seconds since `Tide.origin`: a counter that never falls.
    func total(_ tide: Tide) -> Double {
        var sum = tide.seconds - Tide.origin
        for period in 0..<5 { sum += Double(swings[period]) * tide.sum(period, phases[period]) }
        return mean * sum
    }
}
