import PulseCore

/// Which of the slow parts of a poll are due. They run beside the quick ones, `platform-polling` §2.
public struct SlowParts: Sendable, Equatable {
    public enum Part: String, Sendable, CaseIterable, Hashable {
        case storage, disks, zfs, ceph, replication, updates, temperatures
    }

    /// What is looked at, and how often.
    public struct Settings: Sendable, Equatable {
        public var storage = true
        public var disks = true
        /// Off with `PULSE_DISABLE_ZFS_MONITORING`.
        public var zfs = true
        public var temperatures = true
        public var diskInterval = Duration.seconds(5 * 60)

        public init() {}

        public init(_ connection: ProxmoxConnection, environment: [String: String], temperatures: Bool) {
            storage = connection.monitors.storage
            disks = connection.monitors.physicalDisks ?? true
            let off = environment["PULSE_DISABLE_ZFS_MONITORING"]?.lowercased()
            zfs = !["1", "true", "yes", "on"].contains(off)
            self.temperatures = connection.temperatureMonitoring ?? temperatures
            if let minutes = connection.physicalDiskPollingMinutes, minutes > 0 {
                diskInterval = .seconds(60 * min(minutes, 24 * 60))
            }
        }
    }

    public var settings: Settings
    private var startedAt: [Part: Timestamp] = [:]

    public init(settings: Settings = Settings()) { self.settings = settings }

    /// The parts to start now, in their order. Temperatures come first, for disks take theirs from them; Ceph comes after the
    /// storages, which tell whether there is one.
    ///
    /// - Parameter storageTypes: Of the storages known so far; see `StorageBook.types`.
    public mutating func due(at moment: Timestamp, storageTypes: Set<String>) -> [Part] {
        let order: [Part] = [.temperatures, .storage, .zfs, .disks, .ceph, .replication, .updates]
        let parts = order.filter { isWanted($0, storageTypes) && isDue($0, at: moment) }
        for part in parts { startedAt[part] = moment }
        return parts
    }

    /// Makes a part due at once, for example after its settings changed or a person asked for it.
    public mutating func expire(_ part: Part) { startedAt[part] = nil }

    private func isWanted(_ part: Part, _ types: Set<String>) -> Bool {
        switch part {
        case .storage: settings.storage
        case .disks: settings.disks
        case .zfs: settings.zfs && (settings.disks || settings.storage)
        case .ceph: settings.storage && CephBook.isDue(storageTypes: types)
        case .temperatures: settings.temperatures
        case .replication, .updates: true
        }
    }

    private func isDue(_ part: Part, at moment: Timestamp) -> Bool {
        let interval: Duration
        switch part {
        case .disks, .zfs: interval = settings.diskInterval
        // Which nodes are asked for their updates, each says for itself: `UpdateBook.due`.
        case .storage, .ceph, .replication, .updates, .temperatures: return true
        }
        guard let last = startedAt[part] else { return true }
        return moment < last || moment.since(last) >= interval
    }
}
