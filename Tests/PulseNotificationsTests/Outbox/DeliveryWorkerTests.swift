import GRDB
import Logging
import PulseAlerts
import PulseCore
import ServiceLifecycle
import Testing

@testable import PulseNotifications

@Suite("Delivery worker") struct DeliveryWorkerTests {
    private func bench(_ ids: [String] = ["a"]) throws -> OutboxWorkbench {
        try OutboxWorkbench { settings in try settings.changeWebhooks { $0 = ids.map { OutboxWorkbench.webhook($0) } } }
    }
    private let outage = DeliveryFailure(.connectivity, "no route", detail: "refused")

    @Test func retriesSpreadOverHoursAndThenItIsADeadLetter() async throws {
        let bench = try bench()
        let news = NewsLog()
        let worker = bench.worker(news: news)
        bench.script.alwaysFail("a", with: outage)
        try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
        await worker.drain()
        for wait in RetryPolicy().delays {
            let before = bench.script.all.count
            bench.clock.advance(by: wait - .milliseconds(1))
            await worker.drain()
            #expect(bench.script.all.count == before)
            bench.clock.advance(by: .milliseconds(1))
            await worker.drain()
            #expect(bench.script.all.count == before + 1)
        }
        let dead = try await bench.outbox.deadLetters(limit: 10)
        #expect(dead.count == 1 && dead.first?.attempts == 9 && dead.first?.errorClass == .connectivity)
        #expect(Set(bench.script.all.map(\.message.id)).count == 1, "the id stays")
        #expect(try await bench.outbox.ledger(limit: 100).map(\.attempt) == Array((1...9).reversed()))
        #expect(news.all.map(\.0) == [.gaveUp(outage)])
        #expect(try await bench.outbox.deadDestinations() == [.webhook("a")])

        bench.script.alwaysFail("a", with: nil)
        let id = try #require(dead.first?.id)
        #expect(try await bench.outbox.retry(id, at: bench.clock.now) == .done)
        #expect(try await bench.outbox.job(id)?.attempts == 0)
        #expect(try await bench.outbox.retry(id, at: bench.clock.now) == .notDead)
        #expect(try await bench.outbox.retry("none", at: bench.clock.now) == .unknown)
        bench.clock.advance(by: .seconds(1))
        await worker.drain()
        #expect(try await bench.outbox.job(id)?.status == .sent)
        #expect(try await bench.outbox.deadDestinations().isEmpty)
    }

    @Test func permanentFailuresAreNotTriedAgain() async throws {
        let bench = try bench()
        bench.script.fail("a", with: [DeliveryFailure(.configuration, "template", isPermanent: true)])
        try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
        await bench.worker().drain()
        #expect(try await bench.outbox.counts()[.dlq] == 1)
        let classes = try await bench.outbox.failureClasses(since: OutboxWorkbench.start)
        #expect(classes[.configuration] == 1 && classes.count == 7)
    }

    @Test func aReceiverThatAsksToWaitIsWaitedFor() async throws {
        let bench = try bench()
        let worker = bench.worker()
        bench.script.fail("a", with: [DeliveryFailure(.rateLimited, "busy", retryAfter: .seconds(120), status: 429)])
        try bench.enqueue((0..<3).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        await worker.drain()
        bench.clock.advance(by: .seconds(119))
        await worker.drain()
        #expect(bench.script.all.count == 1, "nor is anything else sent there")
        bench.clock.advance(by: .seconds(1))
        await worker.drain()
        #expect(try await bench.outbox.counts()[.sent] == 3 && bench.script.all.count == 4)
    }

    @Test func theLocalLimitWaitsWithoutSpendingAttemptsAndKeepsTheOrder() async throws {
        let bench = try bench()
        let worker = bench.worker()
        try bench.enqueue((0..<25).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        for minute in 1...3 {
            await worker.drain()
            #expect(bench.script.all.count == min(25, minute * 10))
            bench.clock.advance(by: .seconds(60))
        }
        #expect(bench.script.to("a").compactMap { $0.alerts.first?.resourceName } == (0..<25).map { "g\($0)" })
        #expect(try await bench.outbox.ledger(limit: 100).allSatisfy { $0.attempt == 1 })
    }

    @Test func theLimitHoldsAcrossARestart() async throws {
        let bench = try bench()
        try bench.enqueue((0..<15).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        await bench.worker().drain()
        bench.clock.advance(by: .seconds(20))
        let restarted = bench.worker()
        await restarted.takeUp()
        await restarted.drain()
        #expect(bench.script.all.count == 10)
        bench.clock.advance(by: .seconds(40))
        await restarted.drain()
        #expect(bench.script.all.count == 15)
    }

    @Test func aDiskThatRefusesAtTheStartIsWaitedFor() async throws {
        let bench = try bench()
        try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
        try await bench.database.write { db in
            try db.execute(
                sql: """
                    UPDATE notification_jobs SET status = 'sending';
                    CREATE TRIGGER refusal BEFORE UPDATE ON notification_jobs BEGIN SELECT RAISE(ABORT, 'disk is full'); END;
                    """)
        }
        let (complaints, heard) = AsyncStream.makeStream(of: Void.self)
        let worker = bench.worker(log: Logger(label: "test") { _ in Ear(heard) })
        async let taken: Void = worker.takeUp()
        for await _ in complaints { break }
        try await bench.database.write { try $0.execute(sql: "DROP TRIGGER refusal") }
        await taken
        await worker.drain()
        #expect(bench.script.to("a").count == 1)
    }

    @Test func oneDeadDestinationDelaysNoOther() async throws {
        let bench = try bench(["a", "b"])
        bench.script.alwaysFail("a", with: outage)
        try bench.enqueue((0..<3).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        await bench.worker().drain()
        #expect(bench.script.to("b").count == 3)
    }

    @Test func policyIsAskedAgainForEachAlert() async throws {
        let bench = try bench()
        let worker = bench.worker()
        let later = bench.clock.now + .seconds(7200)
        try bench.enqueue(["send", "drop", "hold"].map { Notice(.fired, guestAlert($0)) })
        bench.verdicts.withLock { $0 = ["drop::cpu": .drop("acknowledged"), "hold::cpu": .hold(until: later)] }
        bench.clock.advance(by: .seconds(30))
        await worker.drain()
        #expect(bench.script.to("a").map { $0.alerts.map(\.resourceName) } == [["send"]])
        bench.verdicts.withLock { $0 = [:] }
        bench.clock.set(later)
        await worker.drain()
        #expect(bench.script.to("a").map { $0.alerts.map(\.resourceName) } == [["send"], ["hold"]])
        #expect(try bench.jobs(.pending).isEmpty)
    }

    @Test func switchedOffAndRemovedDestinationsGetNothing() async throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeEmail { $0.enabled = true }
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a")] }
        }
        try bench.enqueue([Notice(.fired, guestAlert("g1"))], .off)
        try bench.enqueue([Notice(.fired, guestAlert("g2"))], .off)
        try bench.settings.changeEmail { $0.enabled = false }
        #expect(try bench.jobs(.cancelled).map(\.destination) == [.email, .email])
        try bench.settings.changeWebhooks { $0 = [] }
        await bench.worker().drain()
        #expect(bench.script.all.isEmpty)
        #expect(try await bench.outbox.counts()[.cancelled] == 4)
    }

    @Test func whatWasBeingSentWhenTheProcessEndedIsSentAgain() async throws {
        let bench = try bench()
        try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
        let head = try #require(try await bench.outbox.heads().first)
        let claimed = try #require(try await bench.outbox.claim(head.number))
        #expect(try await bench.outbox.claim(head.number) == nil)
        #expect(try await bench.outbox.heads().isEmpty)
        try await bench.outbox.recover()
        await bench.worker().drain()
        #expect(bench.script.all.map(\.message.id) == [claimed.id])
    }

    @Test func aRecoveryDuringTheAttemptFollowsIt() async throws {
        let bench = try bench()
        let alert = guestAlert("g")
        try bench.enqueue([Notice(.fired, alert)], .off)
        let head = try #require(try await bench.outbox.heads().first)
        let job = try #require(try await bench.outbox.claim(head.number))
        try bench.enqueue([Notice(.resolved, alert)], .off)
        try await bench.outbox.record(job, .sent, entry: nil, at: bench.clock.now)
        await bench.worker().drain()
        #expect(bench.script.all.map(\.message.event) == [.resolved])
    }

    @Test func theServiceSendsAfterTheCommitAndStops() async throws {
        let bench = try bench()
        var log = Logger(label: "test")
        log.logLevel = .critical
        let group = ServiceGroup(configuration: .init(services: [.init(service: bench.worker())], logger: log))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
            let start = ContinuousClock.now
            while bench.script.all.isEmpty, ContinuousClock.now - start < .seconds(60) { try await Task.sleep(for: .milliseconds(2)) }
            #expect(bench.script.all.count == 1)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(try bench.jobs(.sent).count == 1)
    }

    @Test func whatIsOldIsForgotten() async throws {
        let bench = try bench()
        bench.script.fail("a", with: [DeliveryFailure(.rejected, "no", isPermanent: true)])
        try bench.enqueue((0..<2).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        await bench.worker().drain()
        bench.clock.advance(by: .seconds(8 * 86_400))
        try await bench.outbox.clean(at: bench.clock.now)
        let counts = try await bench.outbox.counts()
        #expect(counts[.sent] == 0 && counts[.dlq] == 1)
        bench.clock.advance(by: .seconds(24 * 86_400))
        try await bench.outbox.clean(at: bench.clock.now)
        #expect(try await bench.outbox.counts()[.dlq] == 0)
        #expect(try await bench.outbox.ledger(limit: 10).isEmpty)
    }
}

/// Tells of each line of a log.
private struct Ear: LogHandler {
    let heard: AsyncStream<Void>.Continuation
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error

    init(_ heard: AsyncStream<Void>.Continuation) { self.heard = heard }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { heard.yield() }
}
