/// Platforms' own words as canonical states, table of `resource-facets` §10. Case does not matter.
extension ResourceStatus {
    /// A node, host or appliance.
    public init(host word: String?) {
        switch word?.lowercased() {
        case "online", "running", "ok": self = .online
        case "warning", "degraded": self = .warning
        case "offline", "down", "stopped": self = .offline
        default: self = .unknown
        }
    }

    /// A virtual machine or container of a hypervisor.
    public init(guest word: String?) {
        switch word?.lowercased() {
        case "running", "online": self = .online
        case "warning", "degraded": self = .warning
        case "stopped", "offline", "paused": self = .offline
        default: self = .unknown
        }
    }

    /// A storage, by its word, else by what it is allowed and able to do.
    public init(storage word: String?, active: Bool, enabled: Bool) {
        switch word?.lowercased() {
        case "online", "running", "available", "active", "ok": self = .online
        case "warning", "degraded": self = .warning
        case "offline", "down", "unavailable", "error": self = .offline
        default: self = !active ? .offline : enabled ? .online : .warning
        }
    }

    /// A disk, by its health.
    public init(diskHealth word: String?) {
        switch word?.uppercased() {
        case "PASSED", "OK": self = .online
        case "FAILED": self = .offline
        default: self = .unknown
        }
    }

    /// A Ceph cluster, by its health.
    public init(cephHealth word: String?) {
        switch word?.uppercased() {
        case "HEALTH_OK", "OK": self = .online
        case "HEALTH_WARN", "WARN": self = .warning
        case "HEALTH_ERR", "ERR": self = .offline
        default: self = .unknown
        }
    }

    /// A backup or mail server, by its word, else by the health of the connection to it.
    public init(appliance word: String?, connection: String?) {
        let known = ResourceStatus(applianceWord: word)
        self = known == .unknown ? ResourceStatus(applianceWord: connection) : known
    }

    private init(applianceWord word: String?) {
        switch word?.lowercased() {
        case "healthy", "connected": self = .online
        case "error", "disconnected": self = .offline
        default: self.init(host: word)
        }
    }
}
