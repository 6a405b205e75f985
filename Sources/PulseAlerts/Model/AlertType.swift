/// What an alert is about, for example `cpu` or `connectivity`; the names of the catalogue, `alerts` §6.
public struct AlertType: RawRepresentable, Hashable, Sendable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
}

/// How a rule comes to its verdict; the words of `canonicalKind`, `alerts` §3.
public enum AlertKind: String, Sendable, CaseIterable, Codable {
    case metricThreshold = "metric-threshold"
    case severityThreshold = "severity-threshold"
    case changeThreshold = "change-threshold"
    case baselineAnomaly = "baseline-anomaly"
    case healthAssessment = "health-assessment"
    case postureThreshold = "posture-threshold"
    case connectivity
    case poweredState = "powered-state"
    case providerIncident = "provider-incident"
    case resourceIncidentRollup = "resource-incident-rollup"
    case serviceGap = "service-gap"
    case discreteState = "discrete-state"
}
