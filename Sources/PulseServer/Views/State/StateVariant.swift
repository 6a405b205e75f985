/// Which parts of the state a caller wants: `?resources=0` and `?legacy=0` each leave one out.
struct StateVariant: Hashable, CaseIterable {
    let resources: Bool
    let legacy: Bool

    static let allCases = [
        StateVariant(resources: true, legacy: true), StateVariant(resources: true, legacy: false),
        StateVariant(resources: false, legacy: true), StateVariant(resources: false, legacy: false),
    ]

    init(resources: Bool = true, legacy: Bool = true) {
        self.resources = resources
        self.legacy = legacy
    }

    init(_ query: QueryParameters) {
        let isPlain = query.raw.isEmpty
        resources = isPlain || !Self.isOff(query["resources"])
        legacy = isPlain || !Self.isOff(query["legacy"])
    }

    private static func isOff(_ value: String?) -> Bool {
        guard let value else { return false }
        return value == "0" || value.lowercased() == "false"
    }

    /// Part of the document's ETag.
    var tag: String { (resources ? "r" : "") + (legacy ? "l" : "") }
}
