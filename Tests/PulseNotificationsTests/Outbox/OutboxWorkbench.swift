import Crypto
import Foundation
import GRDB
import Logging
import PulseAlerts
import PulseCore
import PulseStorage
import Synchronization

@testable import PulseNotifications

/// An outbox in a database of its own, with channels that answer as the test tells them.
final class OutboxWorkbench: Sendable {
    static let start = Timestamp(seconds: 1_800_000_000)
    private static let root: String = {
        atexit { try? FileManager.default.removeItem(atPath: NSTemporaryDirectory() + "pulse-outbox-tests-\(getpid())") }
        return NSTemporaryDirectory() + "pulse-outbox-tests-\(getpid())"
    }()

    let clock = ManualWallClock(start)
    let database: PulseDatabase
    let outbox: Outbox
    let settings: NotificationSettings
    let script: DeliveryScript
    let verdicts = Mutex<[String: GateVerdict]>([:])
    let path: String

    init(mostPending: Int = 100_000, _ change: (NotificationSettings) throws -> Void = { _ in }) throws {
        try FileManager.default.createDirectory(atPath: Self.root, withIntermediateDirectories: true)
        path = Self.root + "/" + UUID().uuidString + ".db"
        database = try PulseDatabase(path: path, migrations: Outbox.migrations)
        outbox = Outbox(database: database, mostPending: mostPending)
        let key = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        settings = try NotificationSettings(database: database, secrets: SecretBox(key: key), clock: clock)
        script = DeliveryScript(clock)
        try change(settings)
    }

    func worker(_ retries: RetryPolicy = RetryPolicy(jitter: 0), news: NewsLog? = nil, log: Logger? = nil) -> DeliveryWorker {
        let dispatcher = Dispatcher(channels: script.channels, clock: clock, news: { news?.add($0, $1) })
        var silent = Logger(label: "test")
        silent.logLevel = .critical
        return DeliveryWorker(
            outbox: outbox, settings: settings, dispatcher: dispatcher, retries: retries, clock: clock, log: log ?? silent, chance: { 0.5 }
        ) { [self] alert, _ in verdicts.withLock { $0[alert.id] ?? .send } }
    }

    @discardableResult
    func enqueue(
        _ notices: [Notice], _ grouping: AlertSchedule.Grouping = .init(), destinations: [Destination]? = nil
    ) throws -> Outbox.EnqueueResult {
        let (outbox, settings, now) = (outbox, settings, clock.now)
        return try database.write { db in
            try outbox.enqueue(notices, destinations: destinations ?? settings.destinations, grouping: grouping, at: now, in: db)
        }
    }

    func jobs(_ status: JobStatus) throws -> [Job] {
        try database.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT * FROM notification_jobs WHERE status = ? ORDER BY number", arguments: [status.rawValue])
            return try rows.compactMap { row in
                guard var job = Job(row) else { return nil }
                job.items = try Job.items(of: job.number, db)
                return job
            }
        }
    }

    static func webhook(_ id: String, url: String? = nil) -> WebhookSettings {
        var webhook = WebhookSettings()
        webhook.id = id
        webhook.name = id
        webhook.url = url ?? "http://receiver/\(id)"
        return webhook
    }
}

extension AlertSchedule.Grouping {
    static var off: Self {
        var grouping = Self()
        grouping.isEnabled = false
        return grouping
    }
}

/// Answers for the channels, and remembers what they were given.
final class DeliveryScript: Sendable {
    struct Sent: Sendable {
        let at: Timestamp
        let destination: String
        let message: Message
    }

    private let clock: ManualWallClock
    private let sent = Mutex<[Sent]>([])
    private let failures = Mutex<[String: [DeliveryFailure]]>([:])
    private let always = Mutex<[String: DeliveryFailure]>([:])

    private let during = Mutex<@Sendable () -> Void>({})

    init(_ clock: ManualWallClock) { self.clock = clock }

    /// Runs in the midst of each attempt.
    func onSend(_ act: @escaping @Sendable () -> Void) { during.withLock { $0 = act } }

    var all: [Sent] { sent.withLock { $0 } }
    func to(_ destination: String) -> [Message] { all.filter { $0.destination == destination }.map(\.message) }
    func fail(_ destination: String, with next: [DeliveryFailure]) { failures.withLock { $0[destination] = next } }
    func alwaysFail(_ destination: String, with failure: DeliveryFailure?) { always.withLock { $0[destination] = failure } }

    private func answer(_ message: Message, _ destination: String) -> DeliveryOutcome {
        sent.withLock { $0.append(Sent(at: clock.now, destination: destination, message: message)) }
        during.withLock { $0 }()
        if let failure = always.withLock({ $0[destination] }) { return .failed(failure) }
        let failure = failures.withLock { all in
            guard let next = all[destination]?.first else { return DeliveryFailure?.none }
            all[destination]?.removeFirst()
            return next
        }
        if let failure { return .failed(failure) }
        return .delivered(DeliveryReceipt(status: 200, payloadSize: 10))
    }

    var channels: ChannelSet {
        ChannelSet(
            email: { message, _ in self.answer(message, "email") }, apprise: { message, _ in self.answer(message, "apprise") },
            webhook: { message, settings in self.answer(message, settings.id) })
    }
}

final class NewsLog: Sendable {
    private let log = Mutex<[(Dispatcher.News, DestinationID)]>([])
    func add(_ news: Dispatcher.News, _ destination: Destination) { log.withLock { $0.append((news, destination.id)) } }
    var all: [(Dispatcher.News, DestinationID)] { log.withLock { $0 } }
}

/// An alert of a guest.
func guestAlert(
    _ name: String, level: AlertLevel = .warning, node: String = "pve1", at start: Timestamp = OutboxWorkbench.start, tags: [String] = []
) -> Alert {
    var alert = Alert(
        id: "\(name)::cpu", type: AlertType("cpu"), kind: .metricThreshold, level: level, resourceID: name, resourceName: name,
        specID: "cpu", startTime: start)
    alert.node = node
    alert.instance = "main"
    if !tags.isEmpty { alert.metadata["tags"] = .texts(tags) }
    return alert
}
