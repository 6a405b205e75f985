import PulseProxmox

extension ProxmoxConnection.Monitoring {
    /// Every switch by its name in the API, without `monitorPhysicalDisks`, which has three positions.
    public static let switches: [(name: String, product: ProxmoxProduct, path: any WritableKeyPath<Self, Bool> & Sendable)] = [
        ("monitorVMs", .pve, \.vms), ("monitorContainers", .pve, \.containers), ("monitorStorage", .pve, \.storage),
        ("monitorBackups", .pve, \.backups), ("monitorBackups", .pbs, \.backups), ("monitorDatastores", .pbs, \.datastores),
        ("monitorSyncJobs", .pbs, \.syncJobs), ("monitorVerifyJobs", .pbs, \.verifyJobs), ("monitorPruneJobs", .pbs, \.pruneJobs),
        ("monitorGarbageJobs", .pbs, \.garbageJobs), ("monitorMailStats", .pmg, \.mailStats), ("monitorQueues", .pmg, \.queues),
        ("monitorQuarantine", .pmg, \.quarantine), ("monitorDomainStats", .pmg, \.domainStats),
    ]

    /// The names of the switches that are on.
    var names: [String] {
        var names: [String] = []
        for entry in Self.switches where self[keyPath: entry.path] && !names.contains(entry.name) { names.append(entry.name) }
        return names
    }

    init(names: [String]) {
        self.init()
        for entry in Self.switches { self[keyPath: entry.path] = names.contains(entry.name) }
    }
}
