import PulseCore
import PulseInventory

/// The life of every alert: one state machine for each resource and rule. No clock and no I/O inside.
public struct AlertEngine: Sendable {
    public init(configuration: AlertConfiguration, records: [StoredRecord] = [], at now: Moment) {}

    /// Takes in what happened and answers what follows.
    public mutating func handle(_ event: AlertEvent, at now: Moment) -> [AlertAction] { [] }

    /// Open alerts in the order of `alerts` §1.3.
    public var active: [Alert] { [] }
    /// Ended within the last five minutes, newest first, at most 1024.
    public var recentlyResolved: [ResolvedAlert] { [] }
    /// The open alert that answers to this id in any form of `alerts` §4.
    public func alert(_ id: String) -> Alert? { nil }

    /// What must outlive a restart and changed since it was last asked; the caller stores it in the transaction of the actions.
    public mutating func takeChangedRecords() -> [RecordChange] { [] }
}

/// The machine of one resource and rule at rest.
public struct StoredRecord: Sendable, Equatable {
    /// Unique.
    public var key: String
    public var body: [UInt8]
    public init(key: String, body: [UInt8]) {
        self.key = key
        self.body = body
    }
}

/// What happened to a record since it was stored.
public enum RecordChange: Sendable, Equatable {
    case stored(StoredRecord)
    case forgotten(key: String)
}
