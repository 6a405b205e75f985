import PulseAlerts
import PulseCore
import Testing

@testable import PulseNotifications

@Suite("Pace of grouped messages") struct GroupPacingTests {
    private let base: Duration = .seconds(30)
    private let start = OutboxWorkbench.start

    @Test func messagesThatKeepComingGatherLonger() {
        var pacing = GroupPacing()
        var now = start
        var windows: [Duration] = []
        for _ in 0..<7 {
            let due = pacing.begin(.alert, base: base, at: now)
            windows.append(due.since(now))
            now = due
        }
        #expect(windows == [30, 30, 120, 480, 900, 900, 900].map { .seconds($0) })
    }

    @Test func anAlertAndItsRecoveryAreNoNoise() {
        var pacing = GroupPacing()
        #expect(pacing.begin(.alert, base: base, at: start) == start + base)
        let later = start + .seconds(120)
        #expect(pacing.begin(.resolved, base: base, at: later) == later + base)
    }

    @Test(arguments: [(0, 30), (1, 30), (2, 60), (3, 120), (8, 300)])
    func urgentNewsWaitsFiveMinutesAtMost(level: Int, window: Int64) {
        var pacing = GroupPacing(level: level, lastDue: start)
        let latest = start + pacing.urgentWindow(base: base, at: start)
        #expect(pacing.begin(.alert, base: base, latest: latest, at: start) == start + .seconds(window))
        #expect(GroupPacing(level: level, lastDue: start).urgentWindow(base: .seconds(600), at: start) == .seconds(600))
    }

    @Test(arguments: [(0, 900), (599, 900), (1200, 900), (3600, 120), (6000, 30)])
    func quietRelaxes(seconds: Int64, window: Int64) {
        let pacing = GroupPacing(level: 8, lastDue: start)
        #expect(pacing.window(.alert, base: base, at: start + .seconds(seconds)) == .seconds(window))
    }

    @Test func aLongerSetWindowIsKept() {
        #expect(GroupPacing(level: 8, lastDue: start).window(.alert, base: .seconds(1800), at: start) == .seconds(1800))
    }

    /// 1,000 guests on 20 nodes go above and below their threshold every few minutes, for an hour.
    @Test func aNoisyHourIsAHandfulOfMessages() async throws {
        let bench = try OutboxWorkbench { settings in
            try settings.changeWebhooks { $0 = [OutboxWorkbench.webhook("a")] }
        }
        let worker = bench.worker()
        var random = SeededGenerator(seed: 1)
        var firing: [Int: Alert] = [:]
        for _ in 0..<(3600 / 30) {
            var notices: [Notice] = []
            for guest in 0..<1000 where Int.random(in: 0..<12, using: &random) == 0 {
                if let alert = firing.removeValue(forKey: guest) {
                    notices.append(Notice(.resolved, alert, resolvedTime: bench.clock.now))
                } else {
                    let alert = guestAlert("g\(guest)", node: "pve\(guest % 20)", at: bench.clock.now)
                    firing[guest] = alert
                    notices.append(Notice(.fired, alert))
                }
            }
            try bench.enqueue(notices)
            await worker.drain()
            bench.clock.advance(by: .seconds(30))
        }
        let messages = bench.script.to("a")
        #expect((2...8).contains(messages.count), "\(messages.count) messages")
        #expect(messages.allSatisfy { !$0.alerts.isEmpty })
    }
}
