/// Guesses the next integer of a column from those before it; only the error of the guess is stored.
enum Predictor: UInt8, CaseIterable {
    /// The last value: slow gauges.
    case last = 0
    /// A moving average: noise around a level.
    case level = 1
    /// The last value plus the last step: counters and clocks.
    case line = 2
    /// Half way between last value and moving average.
    case blend = 3

    /// The sum of the error widths in bits, an estimate of the coded size.
    func cost(of integers: [Int64]) -> Int {
        var state = PredictorState(self)
        var cost = 0
        for integer in integers {
            cost &+= 64 - IntegerModel.fold(integer &- state.guess).leadingZeroBitCount
            state.observe(integer)
        }
        return cost
    }
}

/// What a predictor remembers while it walks along a column.
struct PredictorState {
    private let predictor: Predictor
    private(set) var guess: Int64 = 0
    private var last: Int64 = 0
    /// The moving average times 16.
    private var level: Int64 = 0
    private var started = false

    init(_ predictor: Predictor) { self.predictor = predictor }

    @inline(__always)
    mutating func observe(_ value: Int64) {
        if !started {
            started = true
            last = value
            level = value &<< 4
            guess = value
            return
        }
        switch predictor {
        case .last: guess = value
        case .line: guess = value &+ (value &- last)
        case .level, .blend:
            level = level &+ ((value &- (level >> 4)) &<< 1)
            let average = level >> 4
            guess = predictor == .level ? average : (value &+ average) >> 1
        }
        last = value
    }
}
