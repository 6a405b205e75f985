import PulseCore
import PulseNotifications
import Testing

@testable import PulseAlerting

@Suite("A noisy hour, from the reading to the message")
struct NoisyHourTests {
    /// 1,000 guests go above and below their threshold every few minutes, with the settings of a fresh server: to where it is a
    /// warning, and to where it is now and then critical, which may not wait as long.
    @Test(arguments: [(80.5..<84, 8), (84..<94, 15)] as [(Range<Double>, Int)])
    func isAHandfulOfMessages(busy: Range<Double>, most: Int) async throws {
        let stage = try DeliveryStage()
        try stage.settings.changeWebhooks { webhooks in
            var webhook = WebhookSettings()
            (webhook.id, webhook.name, webhook.url) = ("ops", "ops", "http://receiver/ops")
            webhooks = [webhook]
        }
        _ = try await stage.service.activate(by: "test")
        var estate = FlappingEstate(guests: 1000, nodes: 20)
        var random = SeededGenerator(seed: 1)
        var isBusy = [Bool](repeating: false, count: 1000)
        for _ in 0..<(3600 / 30) {
            for guest in isBusy.indices where Int.random(in: 0..<8, using: &random) == 0 { isBusy[guest].toggle() }
            let change = try estate.look(at: stage.clock.now) { guest in
                isBusy[guest] ? .random(in: busy, using: &random) : .random(in: 70..<74.5, using: &random)
            }
            await stage.service.take(change)
            await stage.pass(30)
        }
        let sent = stage.sent
        let pace = sent.map {
            "\($0.at.since(DeliveryStage.start).wholeMilliseconds / 1000) s: \($0.message.event) of \($0.message.alerts.count)"
        }
        #expect((2...most).contains(sent.count), "\(pace)")
        // Few messages must not come of telling nobody.
        let told = Set(sent.flatMap(\.message.alerts).map(\.resourceID))
        #expect(told.count > 800, "\(told.count) of 1000 guests were told of")
        #expect(sent.first.map { $0.at.since(DeliveryStage.start) <= .seconds(90) } == true, "the first word comes early")
    }
}
