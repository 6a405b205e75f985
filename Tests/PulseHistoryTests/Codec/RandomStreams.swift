import PulseCore
/// Streams of values of many shapes for round trips.
enum RandomStreams {
    static let shapes = 12

    static func values(shape: Int, count: Int, _ random: inout SeededGenerator) -> [Double] {
        var level = Double.random(in: -1000...1000, using: &random)
        return (0..<count).map { index in
            level += Double.random(in: -1...1, using: &random)
            switch shape {
            case 0: return 42
            case 1: return (level * 100).rounded() / 100
            case 2: return level
            case 3: return Bool.random(using: &random) ? .nan : (level * 10).rounded() / 10
            case 4: return Double(bitPattern: random.next())
            case 5: return Double(index * 7 + Int.random(in: 0...1, using: &random))
            case 6: return index % 50 < 40 ? 0 : (level * 1000).rounded() * 1000
            case 7: return .greatestFiniteMagnitude / Double(index + 1)
            case 8: return index % 3 == 0 ? .nan : 9_007_199_254_740_991
            case 9: return .nan
            case 10: return index % 100 == 99 ? 1e18 : 1e-18
            default: return Double.leastNonzeroMagnitude * Double(index)
            }
        }.map { $0.isInfinite ? .nan : $0 }
    }

    static func ticks(shape: Int, count: Int, _ random: inout SeededGenerator) -> [Int64] {
        var tick = Int64.random(in: 0...2_000_000_000_000, using: &random)
        return (0..<count).map { _ in
            switch shape {
            case 0: tick += 10_000
            case 1: tick += 10_000 + Int64.random(in: -40...40, using: &random)
            case 2: tick += Int64.random(in: 1...1_000_000, using: &random)
            default: tick += Int.random(in: 0...9, using: &random) == 0 ? 60_000 : 5_000
            }
            return tick
        }
    }
}
