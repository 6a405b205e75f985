import Logging
import PulseAccess
import PulseAlerting
import PulseChanges
import PulseCore
import PulseHistory
import PulseMonitor
import PulseNotifications
import PulseServer
import PulseStorage
import ServiceLifecycle

/// Everything that lasts: opened at the start, flushed now and then, closed at the end.
struct Stores: Service {
    let directory: DataDirectory
    let database: PulseDatabase
    let identities: SQLiteIdentityStore
    let metadata: MetadataStore
    let history: BlockStore
    let access: AccessControl
    let connections: ConnectionStore
    let audit: AuditLog
    let secrets: SecretBox
    private let lock: DirectoryLock
    private let clock: any WallClock
    private let log: Logger

    /// How often what may wait is written down.
    private static let flushInterval: Duration = .seconds(60)

    init(_ configuration: PulseConfiguration, clock: any WallClock, log: Logger) async throws {
        self.clock = clock
        self.log = log
        directory = try DataDirectory.open(configuration.dataDirectory)
        lock = try DirectoryLock(directory)
        database = try PulseDatabase(
            directory: directory,
            migrations: AccessMigrations.all + MetadataStore.migrations + SQLiteIdentityStore.migrations + AlertStore.migrations
                + Outbox.migrations + ChangeStore.migrations)
        secrets = try SecretBox.open(directory: directory, database: database)
        identities = SQLiteIdentityStore(database: database)
        metadata = try MetadataStore(database: database, clock: clock)
        let path = configuration.metricsDatabasePath
        history = try BlockStore(path: path.isEmpty ? directory.file("metrics.db") : path, clock: clock, logger: log)
        connections = ConnectionStore(directory: directory, secrets: secrets, clock: clock)
        audit = AuditLog(logger: log)
        access = try await AccessControl(
            configuration: AccessConfiguration(configuration), directory: directory, database: database, secrets: secrets,
            audit: audit, logger: log, at: clock.now)
    }

    /// Flushes regularly; at the end, after every service that writes has stopped, closes the databases.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: Self.flushInterval)) != nil { await flush() }
        }
        await flush()
        await history.close()
        try database.close()
    }

    private func flush() async {
        do {
            try await access.flush(at: clock.now)
            try await history.flush()
        } catch {
            log.error("Not everything could be written down; it is tried again", metadata: ["error": "\(error)"])
        }
    }
}

extension AccessConfiguration {
    /// The part of the environment that concerns access.
    init(_ configuration: PulseConfiguration) {
        self.init()
        environmentUser = configuration.authUser.isEmpty ? nil : configuration.authUser
        environmentPassword = configuration.authPassword.isEmpty ? nil : configuration.authPassword
        hidesLocalLogin = configuration.hideLocalLogin
        proxy = ProxyAuthentication(
            secret: configuration.proxyAuthSecret, userHeader: configuration.proxyAuthUserHeader,
            roleHeader: configuration.proxyAuthRoleHeader, roleSeparator: configuration.proxyAuthRoleSeparator,
            adminRole: configuration.proxyAuthAdminRole, logoutURL: configuration.proxyAuthLogoutURL)
    }
}
