extension RiskAssessment {
    /// What is known of a ZFS pool; platforms fill in what they learn.
    public struct ZFSPool: Sendable, Equatable {
        public struct Device: Sendable, Equatable {
            public var name: String
            public var state: String
            public var errors: Int64
            public init(name: String, state: String, errors: Int64 = 0) {
                self.name = name
                self.state = state
                self.errors = errors
            }
        }
        /// `ONLINE`, `DEGRADED`, …
        public var state: String
        public var readErrors: Int64 = 0
        public var writeErrors: Int64 = 0
        public var checksumErrors: Int64 = 0
        /// `resilver`, `scrub` or nothing, while it runs.
        public var activeScan: String?
        /// `FINISHED`, `FAILED`, …
        public var scanState: String?
        public var scanErrors: Int64 = 0
        public var missingDevices = 0
        public var devices: [Device] = []

        public init(state: String) { self.state = state }
    }

    /// Judges a ZFS pool.
    public init(_ pool: ZFSPool) {
        var reasons: [Reason] = []
        func add(_ code: String, _ severity: Level?, _ summary: String) {
            if let severity { reasons.append(Reason(code: code, severity: severity, summary: summary)) }
        }
        let unavailable: Set<String> = ["FAULTED", "OFFLINE", "REMOVED", "UNAVAIL", "SUSPENDED"]
        let state = pool.state.uppercased()
        add("zfs_pool_state", unavailable.contains(state) ? .critical : state == "DEGRADED" ? .warning : nil, "The pool is \(state).")
        let errors = pool.readErrors + pool.writeErrors + pool.checksumErrors
        if errors > 0 { add("zfs_pool_errors", .warning, "The pool has \(errors) errors.") }
        if pool.scanErrors > 0 { add("zfs_scan_errors", .critical, "The last scan found \(pool.scanErrors) errors.") }
        if pool.scanState?.uppercased() == "FAILED" { add("zfs_scan_failed", .critical, "The last scan failed.") }
        switch pool.activeScan?.lowercased() {
        case "resilver": add("zfs_resilver_active", .warning, "The pool is resilvering.")
        case "scrub": add("zfs_scrub_active", .monitor, "The pool is being scrubbed.")
        default: break
        }
        if pool.missingDevices > 0 { add("zfs_device_missing", .critical, "\(pool.missingDevices) devices are missing.") }
        let failing = pool.devices.filter { $0.errors > 0 }
        if !failing.isEmpty { add("zfs_device_errors", .warning, "Errors on \(failing.map(\.name).joined(separator: ", ")).") }
        let states = pool.devices.map { $0.state.uppercased() }
        let isDead = states.contains { ["FAULTED", "FAILED", "OFFLINE", "REMOVED", "UNAVAIL"].contains($0) }
        add("zfs_device_state", isDead ? .critical : states.contains("DEGRADED") ? .warning : nil, "Devices of the pool are not online.")
        self.init(reasons)
    }

    /// Judges a backup datastore: its state, an error text, percent of its space used.
    public init(datastoreState: String?, error: String?, usage: Double?) {
        var reasons: [Reason] = []
        let state = datastoreState?.uppercased() ?? ""
        var severity: Level?
        if ["OFFLINE", "UNAVAILABLE", "ERROR", "FAILED"].contains(state) { severity = .critical }
        if ["DEGRADED", "WARN", "WARNING", "READ_ONLY"].contains(state) { severity = .warning }
        if let severity { reasons.append(Reason(code: "pbs_datastore_state", severity: severity, summary: "The datastore is \(state).")) }
        if let error, !error.isEmpty {
            reasons.append(Reason(code: "pbs_datastore_error", severity: severity == .critical ? .critical : .warning, summary: error))
        }
        if let usage, let severity = Self.threshold(usage, critical: { $0 >= 95 }, warning: { $0 >= 90 }) {
            reasons.append(Reason(code: "capacity_runway_low", severity: severity, summary: "\(Int(usage)) % of the space is used."))
        }
        self.init(reasons)
    }
}
