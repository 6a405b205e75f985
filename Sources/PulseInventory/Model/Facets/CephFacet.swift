/// A Ceph cluster, `resource-facets` §8. Sizes in bytes.
public struct CephFacet: Sendable, Equatable {
    public struct Check: Sendable, Equatable {
        public var code: String
        /// `HEALTH_WARN` or `HEALTH_ERR`.
        public var severity: String
        public var summary: String
        public init(code: String, severity: String, summary: String) {
            self.code = code
            self.severity = severity
            self.summary = summary
        }
    }
    public struct Pool: Sendable, Equatable {
        public var id: Int
        public var name: String
        public var stored: Int64
        public var available: Int64
        public var objects: Int64
        /// 0 to 100.
        public var percentUsed: Double
        public init(id: Int, name: String, stored: Int64, available: Int64, objects: Int64, percentUsed: Double) {
            self.id = id
            self.name = name
            self.stored = stored
            self.available = available
            self.objects = objects
            self.percentUsed = percentUsed
        }
    }
    public struct Service: Sendable, Equatable {
        /// `mon`, `mgr`, `mds`, …
        public var type: String
        public var running: Int
        public var total: Int
        public init(type: String, running: Int, total: Int) {
            self.type = type
            self.running = running
            self.total = total
        }
    }
    public var fsid: String?
    /// `HEALTH_OK`, `HEALTH_WARN` or `HEALTH_ERR`.
    public var healthStatus: String
    public var healthMessage: String?
    public var checks: [Check] = []
    public var monitors = 0
    public var managers = 0
    public var osds = 0
    public var osdsUp = 0
    public var osdsIn = 0
    public var placementGroups = 0
    public var pools: [Pool] = []
    public var services: [Service] = []
    public init(healthStatus: String) { self.healthStatus = healthStatus }
}
