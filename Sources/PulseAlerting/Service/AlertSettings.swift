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
    }

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
        latest = Mutex(Version(configuration: configuration, revision: stored.revision))
    }

    public var current: Version { latest.withLock { $0 } }

    /// Makes `configuration` durable, then counts it as current. Throws `document_conflict` unless the current revision is `revision`.
    func store(_ configuration: AlertConfiguration, by user: String, ifRevision revision: Int64) throws -> Version {
        let former = current
        let changed = AlertConfiguration.diff(from: former.configuration, to: configuration)
        var stored = try documents.get(Self.key)?.value ?? Stored(configuration: "")
        stored.former.insert(
            Stored.Former(until: clock.now.milliseconds, by: user, changed: changed, configuration: Self.text(former.configuration)), at: 0)
        stored.former = Array(stored.former.prefix(Self.mostVersions))
        stored.configuration = Self.text(configuration)
        let version = Version(configuration: configuration, revision: try documents.put(stored, for: Self.key, ifRevision: revision))
        latest.withLock { $0 = version }
        return version
    }

    private static func text(_ configuration: AlertConfiguration) -> String {
        var json = JSONWriter(capacity: 8192)
        configuration.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
