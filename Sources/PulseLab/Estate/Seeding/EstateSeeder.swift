import PulseCore

/// Builds an estate from a plan; the same plan gives the same estate.
struct EstateSeeder {
    let plan: EstatePlan
    let theme: ClusterTheme
    let epoch: Double
    var random: SeededGenerator

    init(_ plan: EstatePlan) {
        self.plan = plan
        theme = ClusterTheme.at(plan.index)
        epoch = Double(plan.epoch.seconds)
        random = SeededGenerator(seed: plan.seed &* 0x9E37_79B9 &+ UInt64(plan.index))
    }

    var hasCeph: Bool { theme.hasCeph && plan.nodes >= 3 }

    mutating func build() -> LabEstate {
        let boots: [Double] = (0..<plan.nodes).map { _ in epoch - Double.random(in: 86_400...90 * 86_400, using: &random).rounded() }
        let guests = guests(boots)
        let storages = storages()
        let homes = Dictionary(grouping: guests) { $0.home }
        let nodes = (0..<plan.nodes).map { node($0, bootedAt: boots[$0], guests: homes[$0] ?? []) }
        return LabEstate(
            name: plan.isStandalone ? nil : theme.name, version: plan.version, nodes: nodes, guests: guests, storages: storages,
            pools: Array(Set(guests.compactMap(\.pool))).sorted(), replications: replications(guests, nodes.map(\.name)),
            tagColors: GuestRole.colors, ceph: hasCeph ? ceph() : nil, epoch: plan.epoch)
    }

    mutating func rhythm(_ mean: Double, daily: Double = 0.3, restless: Double = 0.35) -> Rhythm {
        Rhythm(mean: mean, daily: plan.isSteady ? 0 : daily, restlessness: plan.isSteady ? 0 : restless, &random)
    }
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    mutating func pick<Element>(_ choices: [Element], or fallback: Element) -> Element {
        choices.randomElement(using: &random) ?? fallback
    }
    mutating func hex(_ digits: Int) -> String {
        (0..<digits).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
    }
    /// An address of network hardware, in Proxmox's own range.
    mutating func mac() -> String {
        let digits = Array(hex(6).uppercased())
        return "BC:24:11:\(digits[0])\(digits[1]):\(digits[2])\(digits[3]):\(digits[4])\(digits[5])"
    }
}

extension LabEstate {
    /// Builds an estate; the same plan gives the same one.
    public init(_ plan: EstatePlan) {
        var seeder = EstateSeeder(plan)
        self = seeder.build()
    }
}

/// Sizes, in bytes.
enum Size {
    static let mebi: Int64 = 1 << 20
    static let gibi: Int64 = 1 << 30
}
