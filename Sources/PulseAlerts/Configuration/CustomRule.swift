import PulseCore

/// Thresholds for every guest that fits, `alerts` §2.7.
public struct CustomRule: Sendable, Equatable {
    /// One condition on a guest.
    public struct Filter: Sendable, Equatable {
        public enum Kind: String, Sendable, CaseIterable { case metric, text, raw }
        public enum Comparison: String, Sendable, CaseIterable {
            case above = ">"
            case below = "<"
            case atLeast = ">="
            case atMost = "<="
            case equal = "="
            case same = "=="
            case contains
        }
        public var kind: Kind
        /// `cpu`, `networkIn`, `name`, `tags`, …
        public var field = ""
        public var comparison = Comparison.equal
        /// For figures: percent, or MB/s of 1024² bytes.
        public var number: Double?
        public var text = ""
        /// What a raw filter looks for.
        public var rawText = ""
        public init(_ kind: Kind) { self.kind = kind }
    }
    /// How filters are joined.
    public enum Join: String, Sendable, CaseIterable {
        case all = "AND"
        case any = "OR"
    }

    public var id: String
    public var name = ""
    public var description = ""
    /// None: every guest fits.
    public var filters: [Filter] = []
    public var join = Join.all
    public var thresholds = ThresholdConfiguration()
    /// The highest of those that fit counts.
    public var priority = 0
    public var isEnabled = true
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    public init(id: String) { self.id = id }

    /// Whether the same guest may fit now and not in a minute.
    var looksAtFigures: Bool { filters.contains { $0.kind == .metric } }
}
