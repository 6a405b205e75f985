import PulseAlerts
import PulseCore
import PulseStorage
import Synchronization

/// The alert configuration with the versions before it, kept in `pulse.db`.
public final class AlertSettings: Sendable {
    /// The configuration in force.
    public struct Version: Sendable {
        public var configuration: AlertConfiguration
        /// Grows with each change; the `ETag`.
        public var revision: Int64
        /// Who changed an override last, by its key; absent where that was before it was written down.
        public var overrideChanges: [String: OverrideChange] = [:]
    }

    /// A person's change of an override.
    public struct OverrideChange: Codable, Sendable, Equatable {
        public var by: String
        /// Milliseconds since 1970.
        var at: Int64
        public var moment: Timestamp { Timestamp(milliseconds: at) }
    }

    private struct Stored: Codable, Sendable {
        struct Former: Codable, Sendable {
            var until: Int64
            var by: String
            var changed: [String]
            var configuration: String
        }
        var configuration: String
        var former: [Former] = []
        var overrideChanges: [String: OverrideChange]?
    }
    /// Stands for the server where nobody changed the settings.
    private static let itself = "pulse"

    private let documents: DocumentStore
    private let clock: any WallClock
    private let latest: Mutex<Version>

    private static let key = DocumentKey<Stored>("alerts/configuration")
    /// Former versions that are kept.
    private static let mostVersions = 10

    /// Throws when the stored configuration cannot be read; it is left as it is.
    public init(documents: DocumentStore, clock: any WallClock) throws {
        self.documents = documents
        self.clock = clock
        guard let stored = try documents.get(Self.key) else {
            latest = Mutex(Version(configuration: AlertConfiguration(), revision: 0))
            return
        }
        let configuration = try AlertConfiguration.read(Array(stored.value.configuration.utf8)).configuration
        latest = Mutex(
            Version(configuration: configuration, revision: stored.revision, overrideChanges: stored.value.overrideChanges ?? [:]))
    }

    public var current: Version { latest.withLock { $0 } }

    /// Makes `configuration` durable, then counts it as current. Throws `document_conflict` unless the current revision is `revision`.
    ///
    /// - Parameter user: who changed it; `nil`: the server itself, and overrides stay the work of those who made them.
    func store(_ configuration: AlertConfiguration, by user: String?, ifRevision revision: Int64) throws -> Version {
        let former = current
        let now = clock.now.milliseconds
        let changed = AlertConfiguration.diff(from: former.configuration, to: configuration)
        var stored = try documents.get(Self.key)?.value ?? Stored(configuration: "")
        stored.former.insert(
            Stored.Former(until: now, by: user ?? Self.itself, changed: changed, configuration: Self.text(former.configuration)), at: 0)
        stored.former = Array(stored.former.prefix(Self.mostVersions))
        stored.configuration = Self.text(configuration)
        let changes = former.overrideChanges.filter { configuration.overrides[$0.key] != nil }
        let own = user.map { user in
            configuration.overrides.filter { former.configuration.overrides[$0.key] != $0.value }.mapValues { _ in
                OverrideChange(by: user, at: now)
            }
        }
        let overrideChanges = changes.merging(own ?? [:]) { $1 }
        stored.overrideChanges = overrideChanges
        let revision = try documents.put(stored, for: Self.key, ifRevision: revision)
        let version = Version(configuration: configuration, revision: revision, overrideChanges: overrideChanges)
        latest.withLock { $0 = version }
        return version
    }

    private static func text(_ configuration: AlertConfiguration) -> String {
        var json = JSONWriter(capacity: 8192)
        configuration.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
