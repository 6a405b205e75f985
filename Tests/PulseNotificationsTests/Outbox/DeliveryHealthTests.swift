import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Dead destinations") struct DeliveryHealthTests {
    private let refused = DeliveryFailure(.connectivity, "no route")

    @Test func aDeadDestinationIsToldOnceAndItsRecoveryToo() {
        var health = DeliveryHealth()
        #expect(health.change { $0.rawValue } == nil)
        health.handle(.gaveUp(refused), from: .email)
        let condition = health.change { _ in "Email" }
        #expect(condition?.level == .critical && condition?.type == AlertType("notification-delivery"))
        #expect(condition?.message.contains("Email (no route)") == true)
        #expect(condition?.metadata["deadDestinations"] == .texts(["email"]))
        health.handle(.gaveUp(refused), from: .email)
        #expect(health.change { $0.rawValue } == nil, "no news")
        health.handle(.selfTestFailed(refused), from: .webhook("a"))
        #expect(health.change { $0.rawValue }?.metadata["deadDestinations"] == .texts(["email", "webhook:a"]))
        health.handle(.delivered, from: .email)
        health.handle(.delivered, from: .webhook("a"))
        let over = health.change { $0.rawValue }
        #expect(over != nil && over?.level == nil)
    }

    @Test func whatIsSwitchedOffOrDeletedIsNoTrouble() {
        var health = DeliveryHealth(dead: [.email, .apprise])
        health.handle(.selfTestFailed(refused), from: .webhook("a"))
        health.refresh(dead: [.email], enabled: [.email])
        #expect(health.dead == [.email])
        health.refresh(dead: [], enabled: [.email])
        #expect(health.dead.isEmpty)
    }

    @Test func theAlertAboutADeadDestinationGoesToTheOthers() async throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a"), OutboxWorkbench.webhook("b")] }
        }
        var health = DeliveryHealth()
        health.handle(.gaveUp(refused), from: .webhook("a"))
        let condition = try #require(health.change { $0.rawValue })
        var alert = guestAlert("pulse", level: .critical)
        alert.metadata = condition.metadata
        try bench.enqueue([Notice(.fired, alert)], .off)
        await bench.worker().drain()
        #expect(bench.script.to("a").isEmpty && bench.script.to("b").count == 1)
    }

    /// Hours from a midnight in UTC.
    @Test(
        arguments: [
            (nil, nil, 5), (nil, 8, 8), (nil, 3, 27), (0, nil, 24), (8, 8, 32), (9, 8, 32),
        ] as [(Int64?, Int?, Int64)])
    func selfTestsAreDue(lastRun: Int64?, hour: Int?, due: Int64) {
        let midnight = Timestamp(seconds: 1_800_000_000 - 1_800_000_000 % 86_400)
        let now = midnight + .seconds(5 * 3600)
        var settings = SelfTestSettings()
        #expect(settings.due(after: now) == nil)
        settings.enabled = true
        settings.hour = hour
        settings.lastRun = lastRun.map { midnight + .seconds($0 * 3600) }
        #expect(settings.due(after: now) == midnight + .seconds(due * 3600))
    }

    @Test func theSelfTestGoesTheWayOfMessagesAndIsNoted() async throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a"), OutboxWorkbench.webhook("b")] }
        }
        let news = NewsLog()
        let dispatcher = Dispatcher(channels: bench.script.channels, clock: bench.clock, news: { news.add($0, $1) })
        let tester = DeliveryTester(dispatcher: dispatcher, outbox: bench.outbox, clock: bench.clock)
        bench.script.alwaysFail("b", with: refused)
        for channel in bench.settings.enabledChannels { _ = await tester.selfTest(channel) }
        #expect(news.all.map(\.0) == [.delivered, .selfTestFailed(refused)])
        #expect(bench.script.all.allSatisfy { $0.message.isTest })
        let ledger = try await bench.outbox.ledger(limit: 10)
        #expect(ledger.map(\.isTest) == [true, true] && ledger.map(\.isDelivered) == [false, true])
    }
}
