import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Notices become messages") struct OutboxEnqueueTests {
    private func bench(_ ids: [String] = ["a"]) throws -> OutboxWorkbench {
        try OutboxWorkbench { settings in try settings.changeWebhooks { $0 = ids.map { OutboxWorkbench.webhook($0) } } }
    }

    @Test func alertsOfAWindowAreOneMessageAndWithoutGroupingEachIsOne() async throws {
        let bench = try bench()
        let worker = bench.worker()
        for index in 0..<5 {
            try bench.enqueue([Notice(.fired, guestAlert("g\(index)"))])
            bench.clock.advance(by: .seconds(5))
            await worker.drain()
        }
        #expect(bench.script.all.isEmpty)
        bench.clock.advance(by: .seconds(5))
        await worker.drain()
        #expect(bench.script.to("a").map(\.alerts.count) == [5])

        try bench.enqueue((0..<5).map { Notice(.fired, guestAlert("h\($0)")) }, .off)
        await worker.drain()
        #expect(bench.script.to("a").map(\.alerts.count) == [5, 1, 1, 1, 1, 1])
    }

    @Test func nodesGatherApartUntilThereAreTooMany() throws {
        let bench = try bench()
        try bench.enqueue((0..<3).map { Notice(.fired, guestAlert("g\($0)", node: "n\($0)")) })
        #expect(try bench.jobs(.pending).map(\.items.count) == [1, 1, 1])
        bench.clock.advance(by: .milliseconds(1))
        try bench.enqueue([Notice(.fired, guestAlert("g3", node: "n3")), Notice(.fired, guestAlert("g4", node: "n4"))])
        let jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.items.count) == [5])
        #expect(jobs.first?.items.map(\.alert.resourceName) == ["g0", "g1", "g2", "g3", "g4"])
        #expect(jobs.first?.due == OutboxWorkbench.start + .seconds(30))
    }

    @Test func anAlertThatEndsInItsWindowIsNotToldAtAll() async throws {
        let bench = try bench()
        let alert = guestAlert("g")
        try bench.enqueue([Notice(.fired, alert)])
        try bench.enqueue([Notice(.resolved, alert)])
        #expect(try bench.jobs(.pending).isEmpty)
        #expect(try bench.jobs(.cancelled).count == 1)
        bench.clock.advance(by: .seconds(3600))
        await bench.worker().drain()
        #expect(bench.script.all.isEmpty)
    }

    @Test func onlyThoseWhoWereToldHearThatItIsOver() async throws {
        let bench = try bench(["a", "b"])
        let worker = bench.worker()
        bench.script.alwaysFail("b", with: DeliveryFailure(.rejected, "no", isPermanent: true))
        let alert = guestAlert("g")
        try bench.enqueue([Notice(.fired, alert)], .off)
        await worker.drain()
        bench.script.alwaysFail("b", with: nil)
        try bench.enqueue([Notice(.resolved, alert, resolvedTime: bench.clock.now)], .off)
        await worker.drain()
        #expect(bench.script.to("a").map(\.event) == [.alert, .resolved])
        #expect(bench.script.to("b").map(\.event) == [.alert])
        #expect(bench.script.to("a").last?.resolvedTimes[alert.occurrence] == bench.clock.now)
    }

    @Test func whatHoldsAgainBeforeTheRecoveryLeftIsNoNews() async throws {
        let bench = try bench()
        let worker = bench.worker()
        let alert = guestAlert("g")
        try bench.enqueue([Notice(.fired, alert)], .off)
        await worker.drain()
        try bench.enqueue([Notice(.resolved, alert)])
        let again = guestAlert("g", at: OutboxWorkbench.start + .seconds(10))
        try bench.enqueue([Notice(.fired, again)])
        bench.clock.advance(by: .seconds(3600))
        await worker.drain()
        #expect(bench.script.to("a").map(\.event) == [.alert], "people still believe that it holds")
        try bench.enqueue([Notice(.resolved, again)], .off)
        await worker.drain()
        #expect(bench.script.to("a").map(\.event) == [.alert, .resolved], "and hear when it is really over")
    }

    @Test func whatComesBackWorseIsTold() async throws {
        let bench = try bench()
        let worker = bench.worker()
        let alert = guestAlert("g")
        try bench.enqueue([Notice(.fired, alert)], .off)
        await worker.drain()
        try bench.enqueue([Notice(.resolved, alert)])
        try bench.enqueue([Notice(.fired, guestAlert("g", level: .critical, at: OutboxWorkbench.start + .seconds(10)))])
        bench.clock.advance(by: .seconds(30))
        await worker.drain()
        #expect(bench.script.to("a").map(\.event) == [.alert, .alert])
    }

    @Test func acknowledgedAlertsLeaveTheMessagesThatWait() throws {
        let bench = try bench()
        let (one, two) = (guestAlert("g1"), guestAlert("g2"))
        try bench.enqueue([Notice(.fired, one), Notice(.fired, two)])
        let outbox = bench.outbox
        let count = try bench.database.write { try outbox.withdraw([one.occurrence], at: bench.clock.now, in: $0) }
        #expect(count == 1)
        #expect(try bench.jobs(.pending).map { $0.items.map(\.alert.id) } == [[two.id]])
    }

    @Test(
        arguments: [
            (["prod"], TagFilterMode.all, ["PROD"], true), (["prod"], .all, [], false), (["prod", "web"], .all, ["prod"], false),
            (["prod", "web"], .any, ["web"], true), (["prod", "web"], .all, ["web", "prod", "x"], true), ([], .all, [], true),
        ] as [([String], TagFilterMode, [String], Bool)])
    func tagFiltersDecide(filter: [String], mode: TagFilterMode, tags: [String], passes: Bool) throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { webhooks in
                var webhook = OutboxWorkbench.webhook("a")
                webhook.tagFilter = filter
                webhook.tagFilterMode = mode
                webhooks = [webhook]
            }
        }
        let result = try bench.enqueue([Notice(.fired, guestAlert("g", tags: tags))])
        #expect(result.opened == (passes ? 1 : 0))
        #expect(result.unrouted.count == (passes ? 0 : 1))
    }

    @Test func targetsAndDeadDestinationsDecideWhereItGoes() throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeEmail { $0.enabled = true }
            try settings.changeApprise { $0.enabled = true }
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a"), OutboxWorkbench.webhook("b")] }
        }
        var alert = guestAlert("g")
        alert.metadata["deadDestinations"] = .texts(["webhook:a"])
        try bench.enqueue([Notice(.fired, alert)], .off)
        #expect(try bench.jobs(.pending).map(\.destination.rawValue) == ["email", "apprise", "webhook:b"])
        try bench.enqueue([Notice(.escalated, guestAlert("h"), target: .webhook)], .off)
        #expect(try bench.jobs(.pending).suffix(2).map(\.destination.rawValue) == ["webhook:a", "webhook:b"])
    }

    @Test func escalationsLeaveAtOnceAndTogether() throws {
        let bench = try bench()
        try bench.enqueue((0..<4).map { Notice(.escalated, guestAlert("g\($0)", node: "n\($0)")) })
        let jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.items.count) == [4])
        #expect(jobs.first?.due == bench.clock.now)
    }

    @Test func quietHoursGatherUntilTheirEndUnlessItTurnsUrgent() throws {
        let bench = try bench()
        let end = bench.clock.now + .seconds(7200)
        try bench.enqueue((0..<3).map { Notice(.fired, guestAlert("g\($0)", node: "n\($0)"), notBefore: end) })
        var jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.items.count) == [3] && jobs.first?.due == end)
        try bench.enqueue([Notice(.fired, guestAlert("g0", level: .critical, node: "n0"))])
        jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.items.count) == [2, 1])
        #expect(jobs.last?.due == bench.clock.now + .seconds(30))
    }

    @Test func quietHoursThatEndAtAnotherTimeNowMoveWhatWaits() throws {
        let bench = try bench()
        let (end, earlier) = (bench.clock.now + .seconds(7200), bench.clock.now + .seconds(3600))
        try bench.enqueue((0..<2).map { Notice(.fired, guestAlert("g\($0)"), notBefore: end) })
        try bench.enqueue([Notice(.fired, guestAlert("g0"), notBefore: earlier)])
        let jobs = try bench.jobs(.pending)
        #expect(jobs.map(\.due) == [end, earlier])
        #expect(jobs.map { $0.items.map(\.alert.resourceName) } == [["g1"], ["g0"]])
    }

    @Test func tooManyMessagesAreJoinedAndNoneIsLost() throws {
        let bench = try OutboxWorkbench(mostPending: 10) { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a")] }
        }
        for index in 0..<40 {
            try bench.enqueue([Notice(.fired, guestAlert("g\(index)"))], .off)
            bench.clock.advance(by: .milliseconds(1))
        }
        let jobs = try bench.jobs(.pending)
        #expect(jobs.count == 10)
        #expect(jobs.flatMap { $0.items.map(\.alert.resourceName) } == (0..<40).map { "g\($0)" }, "in their order")
    }
}
