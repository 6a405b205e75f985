import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Messages that take several requests") struct OneByOneTests {
    private func bench(_ service: WebhookService.ID = .pagerduty) throws -> OutboxWorkbench {
        try OutboxWorkbench { settings in
            try settings.changeWebhooks { webhooks in
                var webhook = OutboxWorkbench.webhook("a")
                webhook.service = service.rawValue
                webhook.customFields = ["routing_key": "rk"]
                webhooks = [webhook]
            }
        }
    }
    private let outage = DeliveryFailure(.connectivity, "no route")
    private func names(_ messages: [Message]) -> [[String]] { messages.map { $0.alerts.map(\.resourceName) } }

    @Test func pagerDutyGetsAMessageForEachAlertWhateverGroupingSays() async throws {
        let bench = try bench()
        let worker = bench.worker()
        try bench.enqueue((0..<5).map { Notice(.fired, guestAlert("g\($0)")) })
        await worker.drain()
        #expect(bench.script.all.isEmpty, "what is over within the window is not told")
        try bench.enqueue([Notice(.resolved, guestAlert("g3"))])
        bench.clock.advance(by: .seconds(30))
        bench.script.fail("a", with: [outage])
        await worker.drain()
        #expect(names(bench.script.to("a")) == [["g0"], ["g1"], ["g2"], ["g4"]])
        bench.clock.advance(by: .seconds(5))
        await worker.drain()
        #expect(names(bench.script.to("a")).last == ["g0"] && bench.script.all.count == 5, "only the one that failed is repeated")
        #expect(try bench.jobs(.sent).count == 4)
        try bench.enqueue([Notice(.escalated, guestAlert("g0")), Notice(.resolved, guestAlert("g1"))])
        await worker.drain()
        #expect(names(bench.script.to("a")).last == ["g0"], "escalations leave at once")
    }

    @Test func quietHoursHoldEachByItself() throws {
        let bench = try bench()
        let end = bench.clock.now + .seconds(7200)
        try bench.enqueue((0..<2).map { Notice(.fired, guestAlert("g\($0)"), notBefore: end) })
        let jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.items.count) == [1, 1] && jobs.allSatisfy { $0.due == end && $0.isDeferred })
    }

    @Test func alertsWithoutAKeyGatherTogetherOverSeveralCalls() throws {
        let bench = try bench(.generic)
        var grouping = AlertSchedule.Grouping()
        grouping.byNode = false
        for index in 0..<3 { try bench.enqueue([Notice(.fired, guestAlert("g\(index)", node: "n\(index)"))], grouping) }
        #expect(try bench.jobs(.pending).map(\.items.count) == [3])
    }

    /// A message too large for one request fails in its second one.
    @Test func theNextAttemptGoesOnWhereTheLastOneStopped() async throws {
        let bench = try bench(.generic)
        let worker = bench.worker()
        var failure = outage
        failure.alertsDelivered = 2
        bench.script.fail("a", with: [failure])
        let alerts = (0..<5).map { guestAlert("g\($0)") }
        try bench.enqueue(alerts.map { Notice(.fired, $0) })
        bench.clock.advance(by: .seconds(30))
        await worker.drain()
        let (sent, waiting) = (try bench.jobs(.sent), try bench.jobs(.pending))
        #expect(sent.map { $0.items.map(\.alert.resourceName) } == [["g0", "g1"]])
        #expect(waiting.map { $0.items.map(\.alert.resourceName) } == [["g2", "g3", "g4"]] && waiting.first?.attempts == 1)
        let ledger = try await bench.outbox.ledger(limit: 10)
        #expect(ledger.map(\.isDelivered) == [false, true] && ledger.map(\.alertCount) == [3, 2])
        #expect(try await bench.outbox.deliveries(of: alerts[0].occurrence).map(\.isDelivered) == [true])
        #expect(try await bench.outbox.deliveries(of: alerts[2].occurrence).map(\.isDelivered) == [false])

        // The end is told to those that know of the beginning, and only of what they know.
        try bench.enqueue([Notice(.resolved, alerts[0]), Notice(.resolved, alerts[2])], .off)
        bench.clock.advance(by: .seconds(5))
        await worker.drain()
        let messages = bench.script.to("a")
        #expect(names(messages.filter { $0.event == .alert }) == [["g0", "g1", "g2", "g3", "g4"], ["g3", "g4"]])
        #expect(names(messages.filter { $0.event == .resolved }) == [["g0"]])
        #expect(try bench.jobs(.pending).isEmpty)
    }

    @Test func whatIsSwitchedOffDuringAnAttemptIsNotTriedAgain() async throws {
        let bench = try bench(.generic)
        bench.script.fail("a", with: [outage])
        bench.script.onSend { try? bench.settings.changeWebhooks { $0[0].enabled = false } }
        try bench.enqueue([Notice(.fired, guestAlert("g"))], .off)
        await bench.worker().drain()
        #expect(try bench.jobs(.cancelled).map(\.attempts) == [1])
        #expect(try bench.jobs(.pending).isEmpty)
    }
}
