/// The samples of one append with interned names: what the journal keeps until blocks hold them.
struct JournalTick: Equatable, Sendable {
    /// When they were measured, ms since the epoch.
    var at: Int64
    var resources: [UInt32] = []
    /// How many of `metrics` and `values` belong to each resource.
    var sizes: [Int] = []
    var metrics: [UInt16] = []
    var values: [Double] = []

    init(at: Int64) { self.at = at }
}
