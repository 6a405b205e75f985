/// Resources that share default thresholds, `alerts` §2.3.
public enum ThresholdGroup: String, Sendable, CaseIterable {
    case guest, node, agent, pbs, kubernetes, truenas, truenasDisk, vmware

    /// The member of the settings that holds them.
    public var key: String { rawValue + "Defaults" }

    /// The factory settings.
    public var factory: ThresholdConfiguration {
        let cpu = Threshold(trigger: 80, clear: 75)
        let memory = Threshold(trigger: 85, clear: 80)
        let full90 = Threshold(trigger: 90, clear: 85)
        let full85 = Threshold(trigger: 85, clear: 80)
        let rates: [ThresholdMetric: Threshold] = [.diskRead: .off, .diskWrite: .off, .networkIn: .off, .networkOut: .off]
        let base: [ThresholdMetric: Threshold] = [.cpu: cpu, .memory: memory]
        switch self {
        case .guest: return Self.made(base, rates, [.disk: full90], severity: .warning)
        case .node: return Self.made(base, [.disk: full90, .temperature: Threshold(trigger: 80, clear: 75)], severity: .warning)
        case .agent: return Self.made(base, [.disk: full90, .diskTemperature: Threshold(trigger: 55, clear: 50)])
        case .pbs: return Self.made(base)
        case .kubernetes: return Self.made(base, rates, [.disk: full90])
        case .truenas:
            return Self.made(base, rates, [.disk: full85, .usage: full85, .temperature: Threshold(trigger: 80, clear: 75)])
        case .truenasDisk: return Self.made([.temperature: Threshold(trigger: 55, clear: 50)])
        case .vmware: return Self.made(base, rates, [.disk: full90, .usage: full85])
        }
    }

    private static func made(_ parts: [ThresholdMetric: Threshold]..., severity: AlertLevel? = nil) -> ThresholdConfiguration {
        var all: [ThresholdMetric: Threshold] = [:]
        for part in parts { all.merge(part) { $1 } }
        return ThresholdConfiguration(all, poweredOffSeverity: severity)
    }
}
