import Foundation
import Logging
import PulseAccess
import PulseCore
import PulseStorage
import Synchronization

/// A data directory with everything access control needs; deleted when the test process ends.
struct Workbench {
    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "pulse-access-tests-\(getpid())") }
        return NSTemporaryDirectory() + "pulse-access-tests-\(getpid())"
    }()
    static let start = Timestamp(seconds: 1_800_000_000)
    static let remote = Caller(address: "203.0.113.7", isDirectLoopback: false, userAgent: "test")
    static let local = Caller(address: "127.0.0.1", isDirectLoopback: true)

    let directory: DataDirectory
    let audit = RecordingAudit()

    init() throws { directory = try DataDirectory.open(Self.root + "/" + UUID().uuidString) }
    init(copyOf other: Workbench) throws {
        let path = Self.root + "/" + UUID().uuidString
        try FileManager.default.copyItem(atPath: other.directory.path, toPath: path)
        directory = try DataDirectory.open(path)
    }

    /// Starts access control on what is in the directory, as a restart does.
    func open(at now: Timestamp = start, _ change: (inout AccessConfiguration) -> Void = { _ in }) async throws -> AccessControl {
        var configuration = AccessConfiguration()
        change(&configuration)
        let database = try PulseDatabase(directory: directory, migrations: AccessMigrations.all)
        let secrets = try SecretBox.open(directory: directory, database: database)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try await AccessControl(
            configuration: configuration, directory: directory, database: database, secrets: secrets, audit: audit, logger: logger, at: now)
    }

    /// The bootstrap token as the operator's command shows it.
    func bootstrapToken() throws -> String? {
        try BootstrapTokenFile(directory: directory).reveal(try SecretBox.existing(directory: directory))
    }

    /// A server that has been claimed by `admin` with the password `CorrectHorse12`.
    func claimed(at now: Timestamp = start) async throws -> (AccessControl, SessionGrant) {
        let access = try await open(at: now)
        let request = SetupRequest(
            username: "admin", password: "CorrectHorse12", apiToken: nil, force: false, bootstrapToken: try bootstrapToken(),
            recoveryToken: nil)
        guard case .done(let grant, _) = try await access.quickSetup(request, by: nil, from: Self.remote, at: now) else {
            throw PulseError("test", "setup was skipped")
        }
        return (access, grant)
    }

    func environment() throws -> EnvironmentFile {
        EnvironmentFile(text: String(decoding: try AtomicFile.load(directory.file(".env")) ?? [], as: UTF8.self))
    }
}

final class RecordingAudit: AuditSink {
    private let recorded = Mutex<[AuditEvent]>([])
    func record(_ event: AuditEvent) { recorded.withLock { $0.append(event) } }
    var events: [AuditEvent] { recorded.withLock { $0 } }
}

/// The refusal the body throws; `nil` when it throws none.
func refusal(_ body: () async throws -> Void) async -> AccessRefusal? {
    do {
        try await body()
        return nil
    } catch { return error as? AccessRefusal }
}

extension Authentication {
    var principal: Principal? { if case .principal(let principal) = self { principal } else { nil } }
    var refusal: Refusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}
