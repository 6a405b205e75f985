/// How callers of the API address a resource's history: what to pass to `/api/metrics-store/history`, for example
/// `vm` and `pve1:node1:100`.
public struct MetricsTarget: Sendable, Hashable {
    public var resourceType: String
    public var resourceID: String
    public init(resourceType: String, resourceID: String) {
        self.resourceType = resourceType
        self.resourceID = resourceID
    }
}
