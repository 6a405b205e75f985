/// How much a disk, pool or array is in danger, and why.
public struct RiskAssessment: Sendable, Equatable {
    /// From harmless to urgent.
    public enum Level: Int, Sendable, Comparable, CaseIterable {
        case healthy, monitor, warning, critical

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

        /// The word of the API.
        public var name: String {
            switch self {
            case .healthy: "healthy"
            case .monitor: "monitor"
            case .warning: "warning"
            case .critical: "critical"
            }
        }
    }

    /// One thing that is wrong.
    public struct Reason: Sendable, Equatable {
        /// Stable, for example `pending_sectors`.
        public let code: String
        public let severity: Level
        /// A sentence for people.
        public let summary: String
    }

    /// The highest severity of the reasons.
    public let level: Level
    /// The most severe first, then by code.
    public let reasons: [Reason]

    init(_ reasons: [Reason]) {
        self.reasons = reasons.sorted { left, right in
            left.severity == right.severity ? left.code < right.code : left.severity > right.severity
        }
        level = self.reasons.first?.severity ?? .healthy
    }

    /// True if there is anything to tell.
    public var isRemarkable: Bool { !reasons.isEmpty }

    static func threshold<Value: Comparable>(_ value: Value, critical: (Value) -> Bool, warning: (Value) -> Bool) -> Level? {
        if critical(value) { return .critical }
        return warning(value) ? .warning : nil
    }
}
