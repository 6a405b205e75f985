import PulseCore
import PulseInventory

/// What is known of the Ceph cluster behind a connection. A refusal or a timeout keeps it; that no storage lies on Ceph clears it.
public struct CephBook: Sendable, Equatable {
    public private(set) var status: CephStatus?
    public private(set) var usage: CephUsage?
    /// When the status was read.
    public private(set) var takenAt: Timestamp?

    public init() {}

    /// Whether there is anything to ask, by the types of the connection's storages.
    public static func isDue(storageTypes: Set<String>) -> Bool { storageTypes.contains { StorageKind.isCeph($0) } }

    public mutating func take(_ status: CephStatus, at moment: Timestamp) {
        // The pools of another cluster are not this one's.
        if let known = self.status?.fsid, known != status.fsid { usage = nil }
        self.status = status
        takenAt = moment
    }

    public mutating func take(_ usage: CephUsage) {
        if status != nil { self.usage = usage }
    }

    /// The status could not be read. Only a server that has no Ceph at all makes the cluster vanish.
    public mutating func take(_ failure: ProxmoxFailure) {
        if failure.kind == .unsupported { clear() }
    }

    /// No storage lies on Ceph any more.
    public mutating func clear() { self = CephBook() }
}
