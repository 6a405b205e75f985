/// How sure evidence makes that two rows are one thing, 0 to 1.
enum MatchConfidence {
    /// From here on rows are merged without asking.
    static let automatic = 0.85

    /// Table of `resources-metrics-recovery` §3.4. Rows whose machine ids contradict each other never match: containers see the DMI
    /// UUID of the machine they run on.
    static func of(_ one: Evidence, _ other: Evidence) -> Double {
        if one.contradicts(other) { return 0 }
        if let machine = one.machineID, machine == other.machineID { return 1 }
        if let uuid = one.dmiUUID, uuid == other.dmiUUID { return 0.99 }
        let sharesAddress = !one.addresses.isDisjoint(with: other.addresses)
        guard one.sharesHostname(with: other) else { return sharesAddress ? 0.4 : 0 }
        if !one.hardwareAddresses.isDisjoint(with: other.hardwareAddresses) { return 0.9 }
        return sharesAddress ? 0.8 : 0.5
    }
}
