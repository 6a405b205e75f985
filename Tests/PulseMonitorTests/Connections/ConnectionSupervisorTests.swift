import FoundationEssentials
import Logging
import PulseCore
import PulseHistory
import PulseInventory
import PulseOutbound
import PulseProxmox
import PulseStorage
import ServiceLifecycle
import Synchronization
import Testing

@testable import PulseMonitor

/// What changes of the configuration do to polls: only what is touched stops, starts or begins anew.
@Suite struct ConnectionSupervisorTests {
    /// Sees one node each time it is asked; can be made to hang.
    /// Sees one node each time it is asked; can be made to hang after that.
    private final class Watched: ConnectionSource {
        let source: SourceScope
        let interval: Duration = .seconds(3600)
        let condition: ConnectionCondition
        private let hangs: Bool
        private let retirements = Mutex(0)

        init(_ connection: ProxmoxConnection, hangs: Bool, condition: ConnectionCondition) {
            source = connection.scope
            self.hangs = hangs
            self.condition = condition
        }

        var isRetired: Bool { retirements.withLock { $0 == 1 } }

        func observe(into sink: any ObservationSink) async throws {
            var node = ObservedResource(kind: .agent, sourceID: "\(source.scope)-node", name: "\(source.scope)-node")
            node.status = .online
            try await sink.commit(Observation(source: source, at: SystemWallClock().now, resources: [node]))
            if hangs { try await Task.sleep(for: .seconds(3600)) }
        }

        func retire() async { retirements.withLock { $0 += 1 } }
    }

    /// Makes sources and keeps them in order.
    private final class Workshop: Sendable {
        struct State {
            var made: [Watched] = []
            var hanging: Set<String> = []
            var condition = ConnectionCondition()
        }
        let state = Mutex(State())

        var made: [Watched] { state.withLock { $0.made } }

        func make(_ connection: ProxmoxConnection) -> (any ConnectionSource)? {
            guard connection.product == .pve else { return nil }
            return state.withLock { state in
                let source = Watched(connection, hangs: state.hanging.contains(connection.name), condition: state.condition)
                state.made.append(source)
                return source
            }
        }
    }

    private final class Listener: ConnectionSupervisor.Hearer, SourceRunner.Observer {
        let ended: AsyncStream<SourceScope>
        private let queue: AsyncStream<SourceScope>.Continuation
        init() { (ended, queue) = AsyncStream.makeStream() }
        func heard(_ connection: ProxmoxConnection, _ condition: ConnectionCondition) {}
        func stopped(_ connection: ProxmoxConnection) {}
        func pollFinished(_ source: SourceScope, took: Duration, failure: PollSchedule.Failure?, at now: Timestamp) { queue.yield(source) }
    }

    private final class Forgetful: IdentityStore {
        func save(_ facts: [IdentityFact], at now: Timestamp) async throws {}
    }

    private final class Fixture: Sendable {
        let path = "/tmp/pulse-supervisor-\(UInt64.random(in: .min ... .max))"
        let pipeline: Pipeline
        let runner: SourceRunner
        let store: ConnectionStore
        let supervisor: ConnectionSupervisor
        let workshop = Workshop()
        static let presented = Fingerprint(certificate: [42])

        init() throws {
            let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let directory = try DataDirectory.open(path)
            let clock = SystemWallClock()
            let history = try BlockStore(path: directory.file("metrics.db"), clock: clock)
            let secrets = try SecretBox.open(directory: directory, database: PulseDatabase(directory: directory, migrations: []))
            let listener = Listener()
            pipeline = Pipeline(inventory: Inventory(), identities: Forgetful(), history: history, clock: clock, logger: log)
            runner = SourceRunner(pipeline: pipeline, clock: clock, logger: log, observer: listener)
            store = ConnectionStore(directory: directory, secrets: secrets, clock: clock)
            supervisor = ConnectionSupervisor(
                store: store, runner: runner, polls: listener.ended, logger: log, hearer: listener,
                examine: { _ in CertificateExamination(fingerprint: Self.presented, isTrustedBySystem: false, expires: nil) },
                makeSource: workshop.make)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var names: Set<String> { Set(pipeline.snapshot.resources.map(\.name)) }
        var polled: Set<String> { Set(runner.schedule.entries.keys.map(\.scope)) }

        /// Runs the services around the body.
        func running(_ body: @escaping @Sendable () async throws -> Void) async throws {
            let (runner, supervisor) = (runner, supervisor)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await runner.run() }
                group.addTask { try await supervisor.run() }
                defer { group.cancelAll() }
                try await body()
            }
        }

        /// Waits, with an end, for what happens in other tasks.
        func until(_ what: String, _ condition: @Sendable () -> Bool) async throws {
            for _ in 0..<1000 where !condition() { try await Task.sleep(for: .milliseconds(10)) }
            #expect(condition(), "\(what)")
        }
    }

    private static func connection(_ name: String, _ product: ProxmoxProduct = .pve) -> ProxmoxConnection {
        var connection = ProxmoxConnection(
            id: ConnectionID.make(), product: product, name: name, host: "https://\(name):8006",
            credentials: .token(id: "a@pam!t", secret: "s"))
        connection.fingerprint = Fixture.presented
        return connection
    }

    @Test func onlyWhatIsTouchedBeginsAnew() async throws {
        let fixture = try Fixture()
        let (one, two, backup) = (Self.connection("one"), Self.connection("two"), Self.connection("vault", .pbs))
        try await fixture.running {
            for connection in [one, two, backup] { try await fixture.supervisor.add(connection) }
            try await fixture.until("both are seen") { fixture.names == ["one-node", "two-node"] }
            let lastOfTwo = fixture.runner.schedule.entries[two.scope]?.lastStart
            try await fixture.supervisor.update(id: one.id) { $0.credentials = .token(id: "a@pam!t", secret: "new") }
            try await fixture.until("a new source is asked") { fixture.workshop.made.count == 3 }
            #expect(fixture.workshop.made[0].isRetired && !fixture.workshop.made[1].isRetired)
            #expect(fixture.names == ["one-node", "two-node"], "what the old one described stays")
            #expect(fixture.runner.schedule.entries[two.scope]?.lastStart == lastOfTwo)
            try await fixture.supervisor.update(id: two.id) { _ in }
            #expect(fixture.workshop.made.count == 3, "nothing changed")
        }
    }

    @Test func switchingOffRenamingAndDeletingTakeResourcesAway() async throws {
        let fixture = try Fixture()
        let one = Self.connection("one")
        fixture.workshop.state.withLock { $0.hanging = ["one"] }
        try await fixture.running {
            try await fixture.supervisor.add(one)
            try await fixture.until("it is seen, and its poll hangs") { fixture.names == ["one-node"] }
            try await fixture.supervisor.update(id: one.id) { $0.isEnabled = false }
            #expect(fixture.names.isEmpty)
            try await fixture.until("the schedule has forgotten it") { fixture.polled.isEmpty }
            try await fixture.supervisor.update(id: one.id) {
                $0.isEnabled = true
                $0.name = "other"
            }
            try await fixture.until("it is seen under its new name") { fixture.names == ["other-node"] }
            try await fixture.supervisor.update(id: one.id) { $0.credentials = .password(user: "a@pam", password: "") }
            #expect(fixture.names.isEmpty, "nothing to sign in with")
            try await fixture.supervisor.remove(id: one.id)
            #expect(fixture.store.list.isEmpty)
        }
    }

    @Test func whatPollsLearnIsKeptWithoutANewStart() async throws {
        let fixture = try Fixture()
        var condition = ConnectionCondition()
        let (old, new) = (Fingerprint(certificate: [1]), Fingerprint(certificate: [2]))
        condition.cluster = ClusterMembership(name: "prod", members: [ClusterMember(identity: "1", name: "pve1", isOnline: true)])
        condition.acceptedFingerprint = new
        fixture.workshop.state.withLock { $0.condition = condition }
        var one = Self.connection("one")
        one.fingerprint = old
        let added = one
        try await fixture.running {
            try await fixture.supervisor.add(added)
            try await fixture.until("the members are saved") { fixture.store.list.all.first?.cluster?.name == "prod" }
            #expect(fixture.store.list.all.first?.fingerprint == new)
            try await fixture.supervisor.update(id: added.id) { $0.guestURL = nil }
            #expect(fixture.workshop.made.count == 1)
        }
    }

    @Test func aCertificateIsPinnedOnFirstContact() async throws {
        let fixture = try Fixture()
        var one = Self.connection("one")
        one.fingerprint = nil
        let added = one
        try await fixture.running {
            try await fixture.supervisor.add(added)
            try await fixture.until("the certificate is pinned") { fixture.store.list.all.first?.fingerprint == Fixture.presented }
            try await fixture.until("it is asked with the pin") { fixture.workshop.made.count == 2 }
        }
    }

    @Test func mockModeRestsTheRealConnections() async throws {
        let fixture = try Fixture()
        let (real, simulated) = (Self.connection("same"), Self.connection("same"))
        try await fixture.running {
            try await fixture.supervisor.add(real)
            try await fixture.until("the real one is seen") { fixture.names == ["same-node"] }
            try await fixture.supervisor.enter(mock: [simulated])
            #expect(fixture.supervisor.isMock && fixture.supervisor.list.all == [simulated])
            #expect(fixture.workshop.made[0].isRetired)
            try await fixture.until("the simulated one is seen") { fixture.names == ["same-node"] && fixture.workshop.made.count == 2 }
            try await fixture.supervisor.enter(mock: nil)
            #expect(fixture.supervisor.list.all == [real] && fixture.store.list.all == [real])
            try await fixture.until("the real one is asked again") { fixture.workshop.made.count == 3 && fixture.names == ["same-node"] }
        }
    }

    @Test(arguments: 0..<4) func randomChangesEndWithWhatIsConfigured(seed: UInt64) async throws {
        let fixture = try Fixture()
        let pool = (0..<4).map { Self.connection("n\($0)") }
        try await fixture.running {
            var generator = SeededGenerator(seed: seed)
            for _ in 0..<40 {
                let connection = pool[Int(generator.next() % 4)]
                let choice = generator.next() % 4
                // Refusals (added twice, not there) are part of the play.
                switch choice {
                case 0: try? await fixture.supervisor.add(connection)
                case 1: try? await fixture.supervisor.remove(id: connection.id)
                case 2: _ = try? await fixture.supervisor.update(id: connection.id) { $0.isEnabled.toggle() }
                default: _ = try? await fixture.supervisor.update(id: connection.id) { $0.verifySSL.toggle() }
                }
            }
            let wanted = Set(fixture.store.list.all.filter(\.isEnabled).map(\.name))
            try await fixture.until("exactly the configured ones are polled") { fixture.polled == wanted }
            try await fixture.until("exactly their nodes are there") { fixture.names == Set(wanted.map { "\($0)-node" }) }
        }
    }
}
