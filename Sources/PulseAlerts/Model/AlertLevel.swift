/// How bad it is.
public enum AlertLevel: String, Sendable, CaseIterable, Comparable, Codable {
    case warning, critical

    public static func < (left: Self, right: Self) -> Bool { left == .warning && right == .critical }
}
