import Logging
import PulseCore
import PulseProxmox
import ServiceLifecycle
import Synchronization

/// A made-up world that speaks the real protocols.
public protocol MockWorld: Sendable {
    /// Brings it up and gives the connections that lead to it.
    func start(_ estate: MockEstate) async throws -> [ProxmoxConnection]
    func stop() async
}

/// Lets the connections point at the laboratory instead of at the configured servers. There is no second code path: the same pollers
/// ask simulated servers over real sockets. The configured connections rest meanwhile, untouched on disk.
public actor MockMode: Service {
    private let supervisor: ConnectionSupervisor
    private let world: any MockWorld
    private let startsOn: Bool
    private let logger: Logger
    private let latest: Mutex<MockEstate>
    private let turns = TurnGate()
    private var isUp = false

    /// - Parameter startsOn: switches on as soon as the service runs.
    public init(supervisor: ConnectionSupervisor, world: any MockWorld, estate: MockEstate, startsOn: Bool, logger: Logger) {
        self.supervisor = supervisor
        self.world = world
        self.startsOn = startsOn
        self.logger = logger
        latest = Mutex(estate)
    }

    public nonisolated var isOn: Bool { supervisor.isMock }
    public nonisolated var estate: MockEstate { latest.withLock { $0 } }

    public func run() async throws {
        if startsOn {
            do { try await change(enabled: true, estate: nil) } catch {
                logger.error("The laboratory could not be started", metadata: ["error": "\(error)"])
            }
        }
        try? await gracefulShutdown()
        await world.stop()
    }

    /// Switches, and makes the laboratory anew where its size changed. `nil` leaves as it is.
    ///
    /// Throws `invalid_mock_config`, or what keeps the laboratory from starting; then the real world is back.
    public func change(enabled: Bool?, estate wanted: MockEstate?) async throws {
        try wanted?.check()
        await turns.enter()
        defer { turns.leave() }
        let resized = wanted.map { $0 != estate } ?? false
        if let wanted { latest.withLock { $0 = wanted } }
        let shouldBeOn = enabled ?? isOn
        if isUp, resized || !shouldBeOn { try await leave() }
        if shouldBeOn, !isUp { try await enter() }
        if !shouldBeOn, isOn { try await supervisor.enter(mock: nil) }
    }

    private func enter() async throws {
        isUp = true
        do {
            try await supervisor.enter(mock: world.start(estate))
        } catch {
            try await leave()
            throw error
        }
    }

    private func leave() async throws {
        defer { isUp = false }
        do { try await supervisor.enter(mock: nil) } catch {
            await world.stop()
            throw error
        }
        await world.stop()
    }
}
