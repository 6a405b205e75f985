extension RiskAssessment {
    /// Judges a Linux software RAID array.
    public init(_ array: RAIDFacet) {
        var reasons: [Reason] = []
        let state = array.state.lowercased()
        let isShort = array.activeDevices > 0 && array.activeDevices < array.totalDevices
        if state.contains("degraded") || array.failedDevices > 0 || isShort {
            let summary = "\(array.device) runs on \(array.activeDevices) of \(array.totalDevices) devices."
            reasons.append(Reason(code: "raid_degraded", severity: .critical, summary: summary))
        }
        if ["faulted", "offline", "removed", "unavail", "failed"].contains(where: { state.contains($0) }) {
            reasons.append(Reason(code: "raid_unavailable", severity: .critical, summary: "\(array.device) is \(array.state)."))
        }
        if array.isRebuilding {
            let progress = array.rebuildPercent.map { " (\(Int($0)) %)" } ?? ""
            reasons.append(Reason(code: "raid_rebuilding", severity: .warning, summary: "\(array.device) is being rebuilt\(progress)."))
        }
        self.init(reasons)
    }
}

extension RAIDFacet {
    /// Data is being made redundant again. A check or resync is maintenance, not a rebuild.
    public var isRebuilding: Bool {
        if let operation = operation?.lowercased(), !operation.isEmpty { return operation == "recovery" || operation == "reshape" }
        let state = state.lowercased()
        return state.contains("recover") || (rebuildPercent != nil && !state.contains("clean"))
    }

    /// Arrays on which NAS vendors keep their own system; people did not make them.
    public static func isVendorInternal(device: String, osName: String?) -> Bool {
        guard let system = osName?.lowercased() else { return false }
        let name = device.split(separator: "/").last.map(String.init) ?? device
        if system.contains("synology") || system.contains("dsm") { return name == "md0" || name == "md1" }
        if system.contains("qnap") || system.contains("qts") || system.contains("quts") { return name == "md9" || name == "md13" }
        return false
    }
}
