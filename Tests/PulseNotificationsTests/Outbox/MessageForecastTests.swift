import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

/// A forecast counts what the outbox would make of the same notices.
@Suite("Forecast of messages") struct MessageForecastTests {
    private func notice(_ second: Int64, _ event: Notice.Event, _ name: String, level: AlertLevel = .warning, node: String = "n")
        -> TimedNotice
    {
        TimedNotice(at: OutboxWorkbench.start + .seconds(second), notice: Notice(event, guestAlert(name, level: level, node: node)))
    }

    /// Messages that a real outbox and its worker send, second by second.
    private func sent(_ notices: [TimedNotice], _ grouping: AlertSchedule.Grouping) async throws -> Int {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a")] }
        }
        let worker = bench.worker()
        var rest = notices.sorted { $0.at < $1.at }[...]
        while let first = rest.first {
            while bench.clock.now < first.at {
                bench.clock.advance(by: .seconds(1))
                await worker.drain()
            }
            let now = rest.prefix { $0.at == first.at }
            rest = rest.dropFirst(now.count)
            try bench.enqueue(now.map(\.notice), grouping)
            await worker.drain()
        }
        for _ in 0..<3600 {
            bench.clock.advance(by: .seconds(1))
            await worker.drain()
        }
        return bench.script.all.count
    }

    private func forecast(_ notices: [TimedNotice], _ grouping: AlertSchedule.Grouping) -> Int {
        var forecast = MessageForecast(grouping)
        for name in Set(notices.map(\.notice.alert.id)).sorted() { forecast.add(notices.filter { $0.notice.alert.id == name }) }
        return forecast.messages
    }

    @Test(arguments: [AlertSchedule.Grouping(), .off])
    func calmAndNoisyTimes(grouping: AlertSchedule.Grouping) async throws {
        var notices = [
            notice(10, .fired, "a"), notice(15, .fired, "b", node: "m"), notice(18, .fired, "c", level: .critical),
            notice(400, .resolved, "a"), notice(700, .escalated, "b", node: "m"), notice(700, .escalated, "c", level: .critical),
        ]
        for minute in 20..<60 {
            let level: AlertLevel = minute % 3 == 0 ? .critical : .warning
            notices.append(notice(Int64(minute) * 60, .fired, "g\(minute)", level: level, node: "n\(minute % 5)"))
        }
        #expect(forecast(notices, grouping) == (try await sent(notices, grouping)))
    }

    @Test func whatQuietHoursHoldIsOneMessageForEachEnd() {
        var notices = (0..<5).map { notice($0 * 60, .fired, "g\($0)") }
        let morning = OutboxWorkbench.start + .seconds(7200)
        for index in notices.indices { notices[index].notice.notBefore = index < 3 ? morning : morning + .seconds(86_400) }
        #expect(forecast(notices, AlertSchedule.Grouping()) == 2)
    }

    @Test func theKindOfDestinationThatHearsMostIsCounted() {
        var forecast = MessageForecast(.off)
        var mail = notice(0, .fired, "a")
        mail.notice.target = .email
        var hook = notice(60, .escalated, "a")
        hook.notice.target = .webhook
        forecast.add([mail, hook, notice(120, .escalated, "a"), hook])
        #expect(forecast.notices == 3)
    }
}
