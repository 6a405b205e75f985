import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Delivery decisions") struct DeliveryDecisionTests {
    @Test(
        arguments: [
            (1, 0.5, 5000), (2, 0.5, 15_000), (3, 0.0, 48_000), (3, 1.0, 72_000), (8, 0.5, 7_200_000),
        ] as [(Int, Double, Int64)])
    func waitsGrow(attempts: Int, chance: Double, milliseconds: Int64) {
        let verdict = RetryPolicy().verdict(on: DeliveryFailure(.connectivity, "x"), attempts: attempts, chance: chance)
        #expect(verdict == .again(after: .milliseconds(milliseconds)))
    }

    @Test func theLastAttemptIsTheNinth() {
        let policy = RetryPolicy()
        #expect(policy.mostAttempts == 9)
        #expect(policy.verdict(on: DeliveryFailure(.connectivity, "x"), attempts: 9, chance: 0.5) == .giveUp)
        #expect(policy.verdict(on: DeliveryFailure(.rejected, "x", isPermanent: true), attempts: 1, chance: 0.5) == .giveUp)
    }

    @Test(arguments: [(3, 5000), (90, 90_000), (999_999, 3_600_000)] as [(Int64, Int64)])
    func wishesOfTheReceiverAreHonouredWithinReason(seconds: Int64, milliseconds: Int64) {
        let failure = DeliveryFailure(.rateLimited, "x", retryAfter: .seconds(seconds))
        #expect(RetryPolicy(jitter: 0).verdict(on: failure, attempts: 1, chance: 0) == .again(after: .milliseconds(milliseconds)))
    }

    @Test func aDestinationHasOneLaneAndThereAreEight() {
        var lanes = LaneSchedule()
        let now = OutboxWorkbench.start
        #expect(lanes.admit(.webhook("0"), rateKey: "0", perMinute: nil, at: now) == .start)
        #expect(lanes.admit(.webhook("0"), rateKey: "0", perMinute: nil, at: now) == .busy)
        for index in 1..<8 { #expect(lanes.admit(.webhook("\(index)"), rateKey: "\(index)", perMinute: nil, at: now) == .start) }
        #expect(lanes.admit(.email, rateKey: "email", perMinute: nil, at: now) == .full)
        lanes.end(.webhook("3"), rateKey: "3", at: now)
        #expect(lanes.admit(.email, rateKey: "email", perMinute: nil, at: now) == .start)
    }

    @Test func aReceiverThatAskedToWaitIsLeftAlone() {
        var lanes = LaneSchedule()
        let now = OutboxWorkbench.start
        lanes.pause(.email, until: now + .seconds(30))
        #expect(lanes.admit(.email, rateKey: "email", perMinute: nil, at: now) == .wait(until: now + .seconds(30)))
        #expect(lanes.admit(.apprise, rateKey: "apprise", perMinute: nil, at: now) == .start)
        #expect(lanes.admit(.email, rateKey: "email", perMinute: nil, at: now + .seconds(30)) == .start)
        lanes.end(.email, rateKey: "email", at: now)
        lanes.pause(.email, until: now + .seconds(30))
        #expect(lanes.admit(.email, rateKey: "email", perMinute: nil, at: now - .seconds(86_400)) == .start, "the clock was set back")
    }

    @Test func theLimitIsCountedByAddressAndGivenBackWhenNothingWasSent() {
        var lanes = LaneSchedule()
        let now = OutboxWorkbench.start
        func send(_ id: String, unspent: Bool = false, at now: Timestamp) -> LaneSchedule.Admission {
            let verdict = lanes.admit(.webhook(id), rateKey: "same", perMinute: 2, at: now)
            if verdict == .start { lanes.end(.webhook(id), rateKey: "same", unspent: unspent, at: now) }
            return verdict
        }
        #expect(send("a", at: now) == .start)
        #expect(send("a", unspent: true, at: now) == .start)
        #expect(send("b", at: now + .seconds(10)) == .start)
        #expect(send("a", at: now + .seconds(20)) == .wait(until: now + .seconds(60)))
        #expect(send("a", at: now + .seconds(60)) == .start)
    }
}
