/// How many resources there are, kept up to date with every change.
public struct InventoryCounts: Sendable, Equatable {
    public private(set) var total = 0
    /// By the type clients see.
    public private(set) var byType: [String: Int] = [:]
    public private(set) var byStatus: [ResourceStatus: Int] = [:]
    public private(set) var bySource: [SourceKind: Int] = [:]

    public init() {}

    mutating func add(_ resource: Resource) { count(resource, by: 1) }
    mutating func remove(_ resource: Resource) { count(resource, by: -1) }

    private mutating func count(_ resource: Resource, by step: Int) {
        total += step
        Self.count(resource.contractType, by: step, in: &byType)
        Self.count(resource.status, by: step, in: &byStatus)
        for source in resource.content.sources { Self.count(source, by: step, in: &bySource) }
    }

    private static func count<Key: Hashable>(_ key: Key, by step: Int, in counts: inout [Key: Int]) {
        let sum = counts[key, default: 0] + step
        counts[key] = sum == 0 ? nil : sum
    }
}
