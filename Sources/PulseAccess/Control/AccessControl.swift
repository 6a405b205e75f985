import Crypto
import Logging
import PulseCore
import PulseStorage

/// Owns every credential: the local user, sessions, API tokens, bootstrap and recovery tokens, lockouts.
///
/// One actor, so that checks and changes never race. Its decisions are the values it holds (`SessionTable`, `TokenTable`, `Lockout` …);
/// it feeds them and performs what they answer. Memory changes only after the store has accepted a change.
public actor AccessControl {
    /// What the operator decided.
    public nonisolated let configuration: AccessConfiguration
    nonisolated let hasher = PasswordHasher()
    nonisolated let csrf: CSRFTokens
    nonisolated let directory: DataDirectory
    let secrets: SecretBox
    let store: AccessStore
    let documents: DocumentStore
    let audit: any AuditSink
    let logger: Logger
    let userFile: LocalUserFile
    let bootstrapFile: BootstrapTokenFile

    var user: LocalUserState = .absent
    var userFileModified: Timestamp?
    var tokens: TokenTable
    var sessions: SessionTable
    var recovery: RecoveryTokens
    var lockout = Lockout()
    var attempts = RateLimits<AttemptClass, String>(capacity: 5000)
    var bootstrapDigest: String?
    var basicCache: [String: Timestamp] = [:]
    let basicKey = SymmetricKey(size: .bits256)
    var listeners: [Int: AsyncStream<Revocation>.Continuation] = [:]
    var nextListener = 0
    /// Verifying against it costs what a real verification costs.
    var decoy: PasswordHash?

    /// The limiters inside handlers.
    enum AttemptClass: Hashable, Sendable { case credentials, bootstrap }

    /// Loads everything, adopts the environment's user and makes or removes the bootstrap token.
    ///
    /// Throws the store's errors (`storage_…`): a server that cannot read its credentials does not start.
    public init(
        configuration: AccessConfiguration, directory: DataDirectory, database: PulseDatabase, secrets: SecretBox, audit: any AuditSink,
        logger: Logger, at now: Timestamp
    ) async throws {
        self.configuration = configuration
        self.directory = directory
        self.secrets = secrets
        self.audit = audit
        self.logger = logger
        csrf = CSRFTokens(key: secrets.key(for: "pulse.csrf"))
        store = AccessStore(database: database)
        documents = DocumentStore(database: database)
        userFile = LocalUserFile(directory: directory)
        bootstrapFile = BootstrapTokenFile(directory: directory)
        tokens = TokenTable(try store.loadTokens())
        sessions = SessionTable(try store.loadSessions(at: now))
        recovery = RecoveryTokens(try store.loadRecoveryTokens())
        try await adoptEnvironmentUser()
        await refreshUser()
        try prepareBootstrapToken(at: now)
    }

    /// Whether anything at all can authenticate; before that only the set-up flow answers.
    public var isConfigured: Bool { user != .absent || !tokens.isEmpty || configuration.proxy != nil }

    /// The local user's name.
    public var localUserName: String? {
        if case .present(let local) = user { return local.name }
        return nil
    }

    /// When the local user's credentials were last written.
    public var localUserChangedAt: Timestamp? { localUserName == nil ? nil : userFileModified }

    /// Announces every session and token that ends from now on. The stream ends when the reader does; a reader that lags by 256 loses the
    /// oldest and is caught by the minute's re-authentication.
    public func revocations() -> AsyncStream<Revocation> {
        let id = nextListener
        nextListener += 1
        let (stream, continuation) = AsyncStream.makeStream(of: Revocation.self, bufferingPolicy: .bufferingNewest(256))
        listeners[id] = continuation
        continuation.onTermination = { [weak self] _ in Task { await self?.removeListener(id) } }
        return stream
    }

    private func removeListener(_ id: Int) { listeners[id] = nil }

    func announce(_ revocation: Revocation) {
        for listener in listeners.values { listener.yield(revocation) }
    }

    /// Writes down what may wait: sliding sessions, tokens' last use; forgets what has expired. Call once a minute and before stopping.
    public func flush(at now: Timestamp) throws {
        let actions = sessions.sweep(at: now)
        for case .ended(let key) in actions { announce(.session(key: key)) }
        try store.perform(actions)
        try store.touch(tokens.takeTouched())
        basicCache = basicCache.filter { $0.value > now }
        attempts.purge(idle: .seconds(600), at: now)
    }

    /// Carries out what the session table decided. Sessions end here even when the disk refuses: the error tells that a restart would
    /// bring them back.
    func perform(_ actions: [SessionTable.Action]) throws {
        for case .ended(let key) in actions { announce(.session(key: key)) }
        try store.perform(actions)
    }

    func count(_ kind: AttemptClass, _ caller: Caller, at now: Timestamp) -> RateVerdict {
        if kind == .credentials, caller.isDirectLoopback { return .allowed(remaining: 1) }
        let budget = RateBudget(requests: 10, window: kind == .credentials ? .seconds(60) : .seconds(300))
        return attempts.check(kind, key: AddressKey.of(caller.address), budget: budget, at: now)
    }
}
