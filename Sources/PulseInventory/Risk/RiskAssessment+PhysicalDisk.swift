extension RiskAssessment {
    /// Judges a disk by what it reports of itself; what it does not report does not count.
    public init(_ disk: PhysicalDiskFacet) {
        let smart = disk.smart ?? SMARTFacet()
        var reasons: [Reason] = []
        func add(_ code: String, _ severity: Level?, _ summary: String) {
            if let severity { reasons.append(Reason(code: code, severity: severity, summary: summary)) }
        }
        if let health = disk.health, !Self.isGoodOrUnknown(health), !DiskVendorRules.ignoresHealth(model: disk.model) {
            add("health_status", .critical, "The disk reports its health as \(health).")
        }
        for (code, count, what) in [
            ("pending_sectors", smart.pendingSectors, "sectors wait to be reallocated"),
            ("offline_uncorrectable", smart.offlineUncorrectable, "sectors could not be corrected"),
            ("media_errors", smart.mediaErrors, "media errors"),
        ] {
            if let count, count > 0 { add(code, .critical, "\(count) \(what).") }
        }
        if let left = disk.knownLifeLeft {
            add("wearout_low", threshold5and10(left), "\(left) % of the rated life is left.")
        }
        if let spare = smart.availableSpare {
            let severity = Self.threshold(spare, critical: { $0 <= 10 }, warning: { $0 < 20 })
            add("nvme_available_spare_low", severity, "\(spare) % of the spare blocks are left.")
        }
        if let used = smart.percentageUsed {
            let severity = Self.threshold(used, critical: { $0 >= 95 }, warning: { $0 >= 90 })
            add("nvme_percentage_used_high", severity, "\(used) % of the rated life is used.")
        }
        if let celsius = disk.temperature {
            let severity = Self.threshold(celsius, critical: { $0 >= 70 }, warning: { $0 >= 60 })
            add("temperature_high", severity, "The disk is at \(celsius) °C.")
        }
        if let count = smart.reallocatedSectors, count > 0 { add("reallocated_sectors", .warning, "\(count) sectors were reallocated.") }
        if let count = smart.udmaCRCErrors, count > 0 { add("crc_errors", .monitor, "\(count) transfer errors; check the cable.") }
        self.init(reasons)
    }

    private static func isGoodOrUnknown(_ health: String) -> Bool { ["", "UNKNOWN", "PASSED", "OK"].contains(health.uppercased()) }
}

private func threshold5and10(_ left: Int) -> RiskAssessment.Level? {
    RiskAssessment.threshold(left, critical: { $0 <= 5 }, warning: { $0 < 10 })
}

/// Vendors' special cases, in one place.
enum DiskVendorRules {
    /// Their firmware reports nonsense as health.
    private static let unreliableHealth = ["SAMSUNG SSD 980", "SAMSUNG 980", "SAMSUNG SSD 990", "SAMSUNG 990"]

    static func ignoresHealth(model: String?) -> Bool {
        guard let model = model?.uppercased() else { return false }
        return unreliableHealth.contains { model.contains($0) }
    }
}

extension PhysicalDiskFacet {
    /// Percent of life left: as reported, else from the NVMe share used. On rotating disks 0 means "not reported".
    public var knownLifeLeft: Int? {
        let isSolid = diskType == "nvme" || diskType == "ssd"
        if let lifeLeft, lifeLeft > 0 || (lifeLeft == 0 && isSolid) { return lifeLeft }
        guard let used = smart?.percentageUsed else { return nil }
        return 100 - min(max(used, 0), 100)
    }
}
