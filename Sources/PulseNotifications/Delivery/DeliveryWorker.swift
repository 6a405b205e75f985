import Logging
import PulseAlerts
import PulseCore
import ServiceLifecycle
import Synchronization

/// Sends what waits in the outbox: at once when it is due, again when it failed, and to each destination in order.
///
/// A message is sent again only when the process ended between sending it and writing that down.
public actor DeliveryWorker: Service {
    let outbox: Outbox
    let settings: NotificationSettings
    let dispatcher: Dispatcher
    let gate: DeliveryGate
    let retries: RetryPolicy
    let clock: any WallClock
    let chance: @Sendable () -> Double
    let log: Logger
    var lanes = LaneSchedule()
    private var lastCleaned: Timestamp?
    /// When the next message is due that nobody has announced by ringing.
    private let nextMoment = Mutex<Timestamp?>(nil)

    static let cleaningInterval: Duration = .seconds(3600)
    /// How long attempts may go on after the order to stop.
    static let grace: Duration = .seconds(5)

    /// - Parameters:
    ///   - gate: asked for each alert just before each attempt.
    ///   - chance: random, 0 to 1, for the spread of retries.
    public init(
        outbox: Outbox, settings: NotificationSettings, dispatcher: Dispatcher, retries: RetryPolicy = RetryPolicy(),
        clock: any WallClock = SystemWallClock(), log: Logger, chance: @escaping @Sendable () -> Double = { .random(in: 0...1) },
        gate: @escaping DeliveryGate
    ) {
        self.outbox = outbox
        self.settings = settings
        self.dispatcher = dispatcher
        self.retries = retries
        self.clock = clock
        self.log = log
        self.chance = chance
        self.gate = gate
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await self.takeUp() }
        outbox.doorbell.ring()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepTime() }
            for await _ in outbox.doorbell.rings.cancelOnGracefulShutdown() {
                for job in await takeDue() {
                    group.addTask {
                        await self.attempt(job)
                        self.outbox.doorbell.ring()
                    }
                }
            }
            await waitForAttempts()
            group.cancelAll()
        }
    }

    /// Goes on where an earlier process ended: what it was sending waits again, and what it sent counts against the limits.
    func takeUp() async {
        let former = try? await keepTrying("What was being sent cannot be taken up again yet") {
            try await self.outbox.recover()
            return try await self.outbox.attempts(since: self.clock.now - LaneSchedule.window)
        }
        for (id, at) in former ?? [] { lanes.remember(rateKey: settings.destination(id)?.rateKey ?? id.rawValue, at: at) }
    }

    /// Sends everything that is due and waits for it; for tests and for commands without a service.
    func drain() async {
        while true {
            let jobs = await takeDue()
            guard !jobs.isEmpty else { return }
            await withTaskGroup(of: Void.self) { group in
                for job in jobs { group.addTask { await self.attempt(job) } }
            }
        }
    }

    /// Rings when a retry, a group or a limit comes due. Checks half-seconds, so that a clock that is set does not matter.
    private nonisolated func keepTime() async {
        while (try? await Task.sleep(for: .milliseconds(500))) != nil {
            let now = clock.now
            let isDue = nextMoment.withLock { next in
                guard let moment = next, moment <= now else { return false }
                next = nil
                return true
            }
            if isDue { outbox.doorbell.ring() }
        }
    }

    /// Takes what is due and may be sent now, and notes when to look again.
    private func takeDue() async -> [Job] {
        let now = clock.now
        await cleanNowAndThen(at: now)
        var jobs: [Job] = []
        var next: Timestamp = (lastCleaned ?? now) + Self.cleaningInterval
        do {
            for head in try await outbox.heads() {
                guard head.due <= now else {
                    next = min(next, head.due)
                    continue
                }
                let destination = settings.destination(head.destination)
                let key = destination?.rateKey ?? head.destination.rawValue
                switch lanes.admit(head.destination, rateKey: key, perMinute: destination?.ratePerMinute, at: now) {
                case .start:
                    if let job = try await claim(head) { jobs.append(job) } else { lanes.end(head.destination, rateKey: key, at: now) }
                case .wait(let until): next = min(next, until)
                case .busy, .full: continue
                }
            }
        } catch {
            report("The messages that wait cannot be read", error)
            next = now + .seconds(5)
        }
        nextMoment.withLock { $0 = next }
        return jobs
    }

    private func claim(_ head: Outbox.Head) async throws -> Job? {
        do { return try await outbox.claim(head.number) } catch {
            lanes.end(head.destination, rateKey: head.destination.rawValue, at: clock.now)
            throw error
        }
    }

    private func attempt(_ job: Job) async {
        let key = settings.destination(job.destination)?.rateKey ?? job.destination.rawValue
        let wasSent = await carryOut(job)
        lanes.end(job.destination, rateKey: key, unspent: !wasSent, at: clock.now)
    }

    private func cleanNowAndThen(at now: Timestamp) async {
        if let lastCleaned, now.since(lastCleaned) < Self.cleaningInterval, now >= lastCleaned { return }
        lastCleaned = now
        do { try await outbox.clean(at: now) } catch { report("Old messages could not be removed", error) }
    }

    private func waitForAttempts() async {
        let end = ContinuousClock.now + Self.grace
        while !lanes.busy.isEmpty, !Task.isCancelled, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(50)) }
    }

    nonisolated func report(_ what: String, _ error: any Error) { log.error("\(what)", metadata: ["error": "\(error)"]) }
}
