import Crypto
import Logging
import PulseAlerts
import PulseCore
import PulseInventory
import PulseStorage
import Synchronization

@testable import PulseAlerting
@testable import PulseNotifications

/// Alert service, outbox and worker as the server puts them together, on clocks that the test moves; what leaves is written down.
final class DeliveryStage: Sendable {
    struct Sent: Sendable {
        let at: Timestamp
        let destination: String
        let message: Message
    }

    static let start = Timestamp(seconds: 1_800_000_000)
    let clock = ManualWallClock(start)
    let outbox: Outbox
    let settings: NotificationSettings
    let database: PulseDatabase
    let service: AlertService
    let worker: DeliveryWorker
    private let folder = TemporaryFolder()
    private let log: SentLog

    init() throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let clock = clock
        let log = SentLog(clock)
        self.log = log
        database = try PulseDatabase(path: folder.path + "/pulse.db", migrations: AlertStore.migrations + Outbox.migrations)
        outbox = Outbox(database: database)
        let secrets = SecretBox(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
        settings = try NotificationSettings(database: database, secrets: secrets, clock: clock)
        let surroundings = AlertService.Surroundings(
            database: database, store: AlertStore(database: database),
            settings: try AlertSettings(documents: DocumentStore(database: database, clock: clock), clock: clock),
            notices: OutboxSink(outbox: outbox, destinations: settings, log: logger), listener: Nobody(),
            snapshot: { InventorySnapshot.nothing }, connections: { [] }, clock: clock, steady: { clock.now.since(Self.start) },
            logger: logger)
        let service = try AlertService(surroundings, changes: AsyncStream { $0.finish() })
        self.service = service
        worker = DeliveryWorker(
            outbox: outbox, settings: settings, dispatcher: Dispatcher(channels: log.channels, clock: clock), clock: clock, log: logger,
            chance: { 0.5 }, gate: { await service.verdict(for: $0, event: $1) })
    }

    /// What left, in order.
    var sent: [Sent] { log.all }

    /// The clocks go on by so many seconds, and everything that is due happens.
    func pass(_ seconds: Int64) async {
        clock.advance(by: .seconds(seconds))
        await service.tick()
        await worker.drain()
    }

    /// So many messages are in the outbox in each of the places that there are any in.
    func counts() async throws -> [JobStatus: Int] { try await outbox.counts().filter { $0.value > 0 } }
}

/// Takes every message, and remembers it.
private final class SentLog: Sendable {
    private let clock: ManualWallClock
    private let sent = Mutex<[DeliveryStage.Sent]>([])

    init(_ clock: ManualWallClock) { self.clock = clock }

    var all: [DeliveryStage.Sent] { sent.withLock { $0 } }

    private func take(_ message: Message, _ destination: String) -> DeliveryOutcome {
        sent.withLock { $0.append(DeliveryStage.Sent(at: clock.now, destination: destination, message: message)) }
        return .delivered(DeliveryReceipt(status: 200))
    }

    var channels: ChannelSet {
        ChannelSet(
            email: { message, _ in self.take(message, "email") }, apprise: { message, _ in self.take(message, "apprise") },
            webhook: { message, settings in self.take(message, settings.id) })
    }
}

private struct Nobody: AlertListener {
    func alertsChanged(_ board: AlertBoard) {}
    func announced(_ alert: Alert) {}
    func resolved(_ alert: ResolvedAlert) {}
    func happened(_ actions: [AlertAction]) {}
}

extension InventorySnapshot {
    static var nothing: InventorySnapshot { Inventory().snapshot }
}
