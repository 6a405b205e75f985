import Foundation
import Logging
import PulseAlerts
import PulseCore
import PulseOutbound
import ScriptedServer
import Synchronization
import Testing

@testable import PulseNotifications

/// A receiver is away for an hour, with real requests and a clock that the test moves.
@Suite("An hour's outage") struct OutageTests {
    enum Outage: CaseIterable { case refused, nameGone, fault, reset, busy }

    private static let loopback = WebhookAddressRules(allowedPrivate: [AddressBlock("127.0.0.0/8")].compactMap { $0 })

    @Test(arguments: Outage.allCases) func losesNothingAndRepeatsNothing(outage: Outage) async throws {
        let isAway = Mutex(true)
        let receiver = try await ScriptedServer.start { _ in
            guard isAway.withLock({ $0 }) else { return .json("{}") }
            switch outage {
            case .fault: return .answer(status: 503)
            case .busy: return .answer(status: 429, headers: [("Retry-After", "600")])
            default: return .reset
            }
        }
        let lookup = AddressLookup { _ in
            switch outage {
            case .nameGone where isAway.withLock({ $0 }): nil
            // Nobody listens there.
            case .refused where isAway.withLock({ $0 }): ["127.0.0.77"].compactMap { IPAddress($0) }
            default: ["127.0.0.1"].compactMap { IPAddress($0) }
            }
        }
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a", url: "http://ops.example:\(receiver.port)/hook")] }
        }
        let worker = worker(bench, lookup)
        try bench.enqueue((0..<3).map { Notice(.fired, guestAlert("g\($0)")) }, .off)
        while let due = try await bench.outbox.heads().map(\.due).min() {
            // What waits because the receiver asked for it is due long since.
            bench.clock.set(max(due, bench.clock.now + .seconds(60)))
            let gone = bench.clock.now.since(OutboxWorkbench.start)
            try #require(gone < .seconds(6 * 3600))
            if gone >= .seconds(3600) { isAway.withLock { $0 = false } }
            await worker.drain()
        }
        #expect(try await bench.outbox.counts().filter { $0.value > 0 } == [.sent: 3])
        let told = try receiver.requests.suffix(3).map { try Sample.json($0.body)["alert"]["resource_name"].text ?? "" }
        #expect(told.sorted() == ["g0", "g1", "g2"])
        let ledger = try await bench.outbox.ledger(limit: 1000)
        #expect(ledger.filter(\.isDelivered).count == 3)
        let kinds = Set(ledger.compactMap(\.failure))
        #expect(kinds == [outage == .fault ? .unknown : outage == .busy ? .rateLimited : .connectivity], "\(ledger.map(\.summary))")
        // Few attempts, ever further apart: a receiver in trouble is not beaten.
        #expect((4...18).contains(ledger.count(where: { !$0.isDelivered })))
    }

    private func worker(_ bench: OutboxWorkbench, _ lookup: AddressLookup) -> DeliveryWorker {
        let channel = WebhookChannel(http: CheckedHTTP(lookup: lookup), rules: { Self.loopback }, clock: bench.clock)
        let channels = ChannelSet(
            email: { _, _ in .delivered(DeliveryReceipt()) }, apprise: { _, _ in .delivered(DeliveryReceipt()) },
            webhook: { await channel.deliver($0, to: $1) })
        var log = Logger(label: "test")
        log.logLevel = .critical
        return DeliveryWorker(
            outbox: bench.outbox, settings: bench.settings, dispatcher: Dispatcher(channels: channels, clock: bench.clock),
            retries: RetryPolicy(jitter: 0), clock: bench.clock, log: log, chance: { 0.5 }, gate: { _, _ in .send })
    }
}
