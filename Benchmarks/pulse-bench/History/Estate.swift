import PulseCore
import PulseHistory

/// Samples shaped like those of a real estate: 125 guests with eight metrics each make 1,000 series.
///
/// cpu: noise around a level with bursts; memory, memoryused: slow walks; disk: nearly constant;
/// netin, netout: noisy rates over decades; diskread: mostly idle; diskwrite: noisy with idle guests.
struct Estate {
    static let metrics: [Metric] = [.cpu, .memory, .memoryUsed, .disk, .netIn, .netOut, .diskRead, .diskWrite]

    private struct Guest {
        var key: String
        var busy: Double
        var memory: Double
        var size: Double
        var disk: Double
        var traffic: Double
        var idle: Bool
    }

    private var guests: [Guest]
    private var random: SeededGenerator

    init(guests count: Int, seed: UInt64 = 7) {
        var random = SeededGenerator(seed: seed)
        guests = (0..<count).map { index in
            Guest(
                key: "guest-\(index)", busy: .random(in: 0.3...35, using: &random), memory: .random(in: 15...85, using: &random),
                size: Double(Int.random(in: 1...32, using: &random)) * 1_073_741_824, disk: .random(in: 5...90, using: &random),
                traffic: .random(in: 2_000...4_000_000, using: &random), idle: Int.random(in: 0..<10, using: &random) < 4)
        }
        self.random = random
    }

    /// The next tick of the whole estate, unrounded as an API would give it.
    mutating func tick(_ number: Int) -> [SampleGroup] {
        guests.indices.map { sample($0, number) }
    }

    private mutating func sample(_ index: Int, _ tick: Int) -> SampleGroup {
        var guest = guests[index]
        let burst = Int.random(in: 0..<60, using: &random) == 0 ? Double.random(in: 5...40, using: &random) : 0
        let spread = guest.idle ? 0.04 : 0.12
        let cpu = min(max(guest.busy * (1 + spread * normal()) + burst, 0), 100)
        guest.memory = min(max(guest.memory + 0.02 * normal(), 2), 98)
        if tick % 90 == index % 90 { guest.disk = min(guest.disk + 0.01, 99) }
        let rate = guest.idle ? 0.05 : 0.2
        let inbound = guest.traffic * max(0.05, 1 + rate * normal())
        let outbound = guest.traffic * 0.4 * max(0.05, 1 + rate * normal())
        let reads =
            Int.random(in: 0..<(guest.idle ? 200 : 12), using: &random) == 0 ? Double.random(in: 4096...4_000_000, using: &random) : 0
        let writes = guest.idle && Int.random(in: 0..<4, using: &random) > 0 ? 0 : guest.traffic * 0.1 * max(0.1, 1 + 0.3 * normal())
        guests[index] = guest
        let values: [Double] = [
            cpu, guest.memory, guest.memory / 100 * guest.size, guest.disk, inbound, outbound, reads, writes,
        ]
        let named = zip(Self.metrics, values).map { (metric: $0, value: $1) }
        return SampleGroup(
            key: guest.key, targets: tick == 0 ? [MetricsTarget(resourceType: "vm", resourceID: guest.key)] : [], values: named)
    }

    /// Roughly normal with deviation 1: twelve uniform numbers less six.
    private mutating func normal() -> Double {
        var sum = -6.0
        for _ in 0..<12 { sum += Double(random.next() >> 11) * 0x1p-53 }
        return sum
    }
}
