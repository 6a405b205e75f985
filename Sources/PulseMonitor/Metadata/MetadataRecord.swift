import FoundationEssentials
import PulseCore

/// The four collections of user notes; the raw value names the collection in the store.
public enum MetadataCollection: String, Sendable, CaseIterable {
    case guests, docker, dockerRuntimes, agents
}

/// What a user wrote about a resource.
public struct MetadataRecord: Sendable, Equatable, Codable {
    public var customURL: String?
    public var description: String?
    public var tags: [String]?
    public var notes: [String]?
    /// Display name of a container host, chosen by the user.
    public var customDisplayName: String?
    /// Whether an agent may run commands; `nil` leaves it to the agent.
    public var commandsEnabled: Bool?
    /// Kept after a guest is gone, so that its notes can be recognised.
    public var lastKnownName: String?
    public var lastKnownType: String?

    public init() {}
}

/// A change to a record: only members present in the request change, `null` clears.
public struct MetadataPatch: Sendable, Equatable {
    /// Absent, cleared, or set.
    public enum Change<Value: Sendable & Equatable>: Sendable, Equatable {
        case keep
        case clear
        case set(Value)

        func applied(to current: Value?) -> Value? {
            switch self {
            case .keep: current
            case .clear: nil
            case .set(let value): value
            }
        }
    }

    public var customURL: Change<String> = .keep
    public var description: Change<String> = .keep
    public var tags: Change<[String]> = .keep
    public var notes: Change<[String]> = .keep
    public var customDisplayName: Change<String> = .keep
    public var commandsEnabled: Change<Bool> = .keep

    public init() {}

    /// The record after the change.
    public func applied(to record: MetadataRecord) -> MetadataRecord {
        var changed = record
        changed.customURL = customURL.applied(to: record.customURL)
        changed.description = description.applied(to: record.description)
        changed.tags = tags.applied(to: record.tags)
        changed.notes = notes.applied(to: record.notes)
        changed.customDisplayName = customDisplayName.applied(to: record.customDisplayName)
        changed.commandsEnabled = commandsEnabled.applied(to: record.commandsEnabled)
        return changed
    }
}
