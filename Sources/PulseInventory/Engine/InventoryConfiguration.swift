/// Bounds of the inventory.
public struct InventoryConfiguration: Sendable, Equatable {
    /// The most source rows held; what comes beyond is ignored and counted.
    public var maximumRows = 200_000
    /// The most annotations held; one more fails with `limit_exceeded`.
    public var maximumAnnotations = 80_000
    /// Evidence shared by more rows than this proves nothing, for example the machine id of a template cloned a hundred times.
    public var maximumSharedEvidence = 32

    public init() {}
}
