import PulseCore

extension AlertMachine.Pending {
    /// Without a usual distance, readings further apart than this are not taken as continuous.
    private static let longestGap: Duration = .seconds(900)

    mutating func learnDistance(until now: Duration) {
        let gap = now - lastJudged
        guard gap > .zero else { return }
        distance = distance.map { ($0 * 3 + gap) / 4 } ?? gap
    }

    /// A further bad reading. After a gap of more than three times the usual distance the confirmation starts anew.
    mutating func addReading(_ level: AlertLevel, _ value: Double, at now: Duration) {
        let gap = now - lastReading
        let isBroken = gap > (distance.map { $0 * 3 } ?? Self.longestGap)
        learnDistance(until: now)
        if isBroken {
            since = now
            readings = 0
        }
        readings += 1
        lastReading = now
        lastJudged = now
        self.level = level
        self.value = value
    }

    func satisfies(_ confirmation: Confirmation, at now: Duration) -> Bool {
        switch confirmation {
        case .held(let duration): duration <= .zero || (readings >= 2 && now - since >= duration)
        case .readings(let fire, _): readings >= fire
        }
    }
}
