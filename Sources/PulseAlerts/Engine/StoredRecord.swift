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
