import PulseCore
import PulseInventory

/// Physical disks: health, wear and temperature, `alerts` §6.2, §6.4 and §6.8.
enum DiskRules: RuleFamily {
    /// Codes about the wear of a disk; temperatures have a rule of their own, all others are its health.
    static let wearCodes: Set<String> = ["wearout_low", "nvme_percentage_used_high"]
    static let temperatureCode = "temperature_high"
    /// Percent of life left below which it is told.
    static let leastLife = 10.0

    static func judge(_ subject: Subject, _ mounts: inout MountKeys, _ visit: (Judgement) -> Void) {
        let resource = subject.resource
        guard let disk = resource.content.facets.physicalDisk else { return PlainRules.judge(subject, &mounts, visit) }
        let isKnown = resource.content.sources.contains { subject.isFresh($0) } && !subject.isParentOffline
        let at = resource.content.lastSeen
        let (health, wear) = isKnown ? readings(disk) : (.unknown, .unknown)
        subject.judge(.diskHealth, health, at: at, as: subject.settings, visit)
        subject.judge(.diskWearout, wear, at: at, as: subject.settings, visit)
        let celsius = isKnown ? disk.temperature.map(Double.init) : nil
        subject.judge(.diskTemperature, celsius, at: at, as: subject.settings, visit)
    }

    private static func readings(_ disk: PhysicalDiskFacet) -> (health: Judgement.Reading, wear: Judgement.Reading) {
        let left = disk.knownLifeLeft
        let isSilent = disk.health == nil && disk.smart == nil
        guard isSuspect(disk, left) else { return (isSilent ? .unknown : .fine, left == nil ? .unknown : .fine) }
        let reasons = RiskAssessment(disk).reasons
        let health = level(of: reasons) { !wearCodes.contains($0) && $0 != temperatureCode }
        let wear = level(of: reasons) { wearCodes.contains($0) }
        let life = Double(left ?? 0)
        return (
            health.map { .faulty($0, value: 0, threshold: 0) } ?? (isSilent ? .unknown : .fine),
            wear.map { .faulty($0, value: life, threshold: leastLife) } ?? (left == nil ? .unknown : .fine)
        )
    }

    /// Whether it is worth to look closer; what is not reported is no reason.
    private static func isSuspect(_ disk: PhysicalDiskFacet, _ left: Int?) -> Bool {
        if let health = disk.health, health != "PASSED", health != "OK" { return true }
        if let left, left <= 10 { return true }
        guard let smart = disk.smart else { return false }
        if (smart.percentageUsed ?? 0) >= 90 || (smart.availableSpare ?? 100) < 20 { return true }
        if (smart.pendingSectors ?? 0) > 0 || (smart.offlineUncorrectable ?? 0) > 0 { return true }
        return (smart.mediaErrors ?? 0) > 0 || (smart.reallocatedSectors ?? 0) > 0
    }

    /// The first is the worst.
    private static func level(of reasons: [RiskAssessment.Reason], _ isMeant: (String) -> Bool) -> AlertLevel? {
        switch reasons.first(where: { isMeant($0.code) })?.severity {
        case .critical: return .critical
        case .warning: return .warning
        case .healthy, .monitor, nil: return nil
        }
    }

    /// Sentences on what is wrong, the worst first.
    static func summaries(_ disk: PhysicalDiskFacet, wear: Bool) -> (codes: [String], texts: [String]) {
        let reasons = RiskAssessment(disk).reasons.filter { reason in
            reason.severity >= .warning && reason.code != temperatureCode && wearCodes.contains(reason.code) == wear
        }
        return (reasons.map(\.code), reasons.map(\.summary))
    }
}
