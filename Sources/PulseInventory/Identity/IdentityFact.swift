import PulseCore

/// Something learned or decided about identity that must outlive a restart. Replaying the facts in order gives the same ids again.
public enum IdentityFact: Sendable, Equatable, Codable {
    /// A canonical id and the evidence it stands on; replaces the earlier pin of the id.
    case pin(Pin)
    /// The source row `sourceKey` belongs to the canonical id; replaces what was known of the row.
    case member(sourceKey: String, canonicalID: String)
    /// A host name seen for the id by a source.
    case hostname(String, canonicalID: String, source: SourceKind)
    /// An address seen for the id by a source.
    case address(String, canonicalID: String, source: SourceKind)
    /// A person linked two canonical ids.
    case link(Decision)
    /// The link of two canonical ids is gone.
    case unlink(String, String)
    /// A person parted two source rows, named by their source keys.
    case exclusion(Decision)
    /// The exclusion of two source keys is gone.
    case exclusionRemoved(String, String)
    /// The old canonical id is now answered by the new one.
    case succession(old: String, new: String, at: Timestamp)
}

/// A canonical id and the strong evidence it was derived from.
public struct Pin: Sendable, Equatable, Codable {
    public var canonicalID: String
    public var kind: ResourceKind
    public var machineID: String?
    public var dmiUUID: String?
    public var clusterName: String?
    public var hostname: String?

    public init(
        canonicalID: String, kind: ResourceKind, machineID: String? = nil, dmiUUID: String? = nil, clusterName: String? = nil,
        hostname: String? = nil
    ) {
        self.canonicalID = canonicalID
        self.kind = kind
        self.machineID = machineID
        self.dmiUUID = dmiUUID
        self.clusterName = clusterName
        self.hostname = hostname
    }
}

/// What a person decided about a pair; `first` and `second` are in order, so that a pair has one form.
public struct Decision: Sendable, Equatable, Codable {
    public let first: String
    public let second: String
    /// The id that stays when two are linked.
    public let primary: String?
    public let reason: String
    /// User name or token id.
    public let actor: String
    public let at: Timestamp

    public init(_ one: String, _ other: String, primary: String? = nil, reason: String, actor: String, at: Timestamp) {
        first = min(one, other)
        second = max(one, other)
        self.primary = primary
        self.reason = reason
        self.actor = actor
        self.at = at
    }
}
