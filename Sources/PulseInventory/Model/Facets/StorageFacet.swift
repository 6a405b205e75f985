/// A pool, datastore or array that holds data of others.
public struct StorageFacet: Sendable, Equatable {
    public var type: String?
    /// What may be stored, sorted: `backup`, `images`, `iso`, …
    public var contentTypes: [String] = []
    public var shared = false
    public var enabled = true
    public var active = true
    public var isCeph = false
    public var isZFS = false
    /// `proxmox-pve`, `truenas`, …
    public var platform: String?
    /// `pool`, `dataset`, `array` or `datastore`.
    public var topology: String?
    public var nodes: [String] = []
    public var pool: String?
    public var path: String?

    public init() {}
}
