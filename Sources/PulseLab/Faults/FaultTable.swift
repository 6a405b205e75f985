/// The faults that are set, in the order in which they were.
struct FaultTable: Sendable {
    /// Faults at a time; further ones are refused.
    static let limit = 1000
    private(set) var faults: [(id: Int, fault: LabFault)] = []
    private var last = 0

    mutating func add(_ fault: LabFault) -> Int? {
        guard faults.count < Self.limit else { return nil }
        last += 1
        faults.append((last, fault))
        return last
    }

    mutating func remove(_ id: Int) -> Bool {
        let before = faults.count
        faults.removeAll { $0.id == id }
        return faults.count < before
    }
    mutating func removeAll() { faults = [] }

    /// The effects on a request; those with a count are one nearer their end.
    mutating func take(member: String, path: String) -> [LabFault.Effect] {
        guard !faults.isEmpty else { return [] }
        var effects: [LabFault.Effect] = []
        for index in faults.indices where faults[index].fault.fits(member: member, path: path) {
            effects.append(faults[index].fault.effect)
            faults[index].fault.times = faults[index].fault.times.map { $0 - 1 }
        }
        faults.removeAll { ($0.fault.times ?? 1) <= 0 }
        return effects
    }
}
