/// Host names as evidence: case does not matter, a short name equals a full one that starts with it, two different full names never match.
struct Hostname: Hashable, Sendable {
    let full: String
    let short: String

    /// `nil` for names that say nothing, such as `localhost`.
    init?(_ text: String) {
        var name = text.lowercased()
        while name.hasSuffix(".") { name.removeLast() }
        let label = String(name.prefix { $0 != "." })
        guard !label.isEmpty, !Self.meaningless.contains(label) else { return nil }
        full = name
        short = label
    }

    private static let meaningless: Set<String> = ["localhost", "localhost4", "localhost6", "unknown", "none", "(none)"]

    var isQualified: Bool { full.utf8.count > short.utf8.count }

    func matches(_ other: Hostname) -> Bool {
        short == other.short && !(isQualified && other.isQualified && full != other.full)
    }
}
