import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Rates of counters")
struct CounterRatesTests {
    private let web = GuestKey(.qemu, 100)

    private func reading(_ value: Int64, _ seconds: Int64, uptime: Int? = nil) -> CounterRates.Reading {
        CounterRates.Reading(value, at: .after(seconds), uptime: uptime)
    }

    @Test("Growth, a reset and growth again (check 5)")
    func check5() {
        var rates = CounterRates()
        #expect(rates.rate(.netIn, of: web, reading(1000, 0)) == nil)
        #expect(rates.rate(.netIn, of: web, reading(3000, 10))?.perSecond == 200)
        #expect(rates.rate(.netIn, of: web, reading(500, 20))?.perSecond == 0)
        #expect(rates.rate(.netIn, of: web, reading(1500, 30))?.perSecond == 100)
    }

    @Test(
        "What a second reading shows",
        arguments: [
            (1000, 0, 100, 2000, 10, 110, 100), (1000, 0, 100, 1000, 10, 110, 0), (1000, 0, 100, 500, 10, 110, 0),
            (1000, 0, 100, 9000, 10, 5, 0), (1000, 0, 100, 2000, 0, 100, nil), (1000, 10, 100, 2000, 5, 100, nil),
            (1000, 0, nil, 1000, 10, nil, 0), (1000, 0, 100, 1000, 10, 100, nil), (1000, 0, 100, 1000, 30, 100, 0),
            (1000, 0, 100, 1500, 10, 100, 50), (1000, 0, 0, 1000, 10, 0, 0),
        ] as [(Int64, Int64, Int?, Int64, Int64, Int?, Double?)])
    func second(_ one: Int64, _ at: Int64, _ up: Int?, _ two: Int64, _ then: Int64, _ later: Int?, _ rate: Double?) {
        var rates = CounterRates()
        _ = rates.rate(.diskRead, of: web, reading(one, at, uptime: up))
        #expect(rates.rate(.diskRead, of: web, reading(two, then, uptime: later))?.perSecond == rate)
    }

    @Test("A sample that the platform has not taken anew keeps the rate, and the next one covers both intervals")
    func sameSample() throws {
        var rates = CounterRates()
        _ = rates.rate(.netOut, of: web, reading(0, 0, uptime: 100))
        let grown = rates.rate(.netOut, of: web, reading(1000, 10, uptime: 110))
        let first = try #require(grown)
        #expect(rates.rate(.netOut, of: web, reading(1000, 20, uptime: 110)) == first)
        #expect(first.measuredAt == .after(10))
        let next = rates.rate(.netOut, of: web, reading(3000, 30, uptime: 130))
        #expect(next?.perSecond == 100)
        #expect(next?.measuredAt == .after(30))
    }

    @Test("A lagging disk counter of a container is not taken for a reset, unless the container restarted")
    func lagging() {
        var rates = CounterRates()
        let container = GuestKey(.lxc, 101)
        _ = rates.rate(.diskWrite, of: container, reading(1000, 0, uptime: 50))
        _ = rates.rate(.diskWrite, of: container, reading(2000, 10, uptime: 60))
        var behind = reading(1500, 15, uptime: 65)
        behind.isLagging = true
        #expect(rates.rate(.diskWrite, of: container, behind)?.perSecond == 100)
        #expect(rates.rate(.diskWrite, of: container, reading(3000, 20, uptime: 70))?.perSecond == 100)
        var restarted = reading(10, 25, uptime: 3)
        restarted.isLagging = true
        #expect(rates.rate(.diskWrite, of: container, restarted)?.perSecond == 0)
        #expect(rates.rate(.diskWrite, of: container, reading(60, 30, uptime: 8))?.perSecond == 10)
    }

    @Test("A sample of an earlier moment changes nothing, and the same look answers the same")
    func earlier() throws {
        var rates = CounterRates()
        _ = rates.rate(.netIn, of: web, reading(0, 0, uptime: 1000))
        let first = rates.rate(.netIn, of: web, reading(1000, 10, uptime: 1010))
        #expect(first?.perSecond == 100)
        #expect(rates.rate(.netIn, of: web, reading(1000, 10, uptime: 1010)) == first)
        #expect(rates.rate(.netIn, of: web, reading(500, 12, uptime: 1005)) == first)
        #expect(rates.rate(.netIn, of: web, reading(3000, 20, uptime: 1020))?.perSecond == 200)
    }

    @Test(
        "What two uptimes say",
        arguments: [
            (100, 110, .running), (100, 100, .running), (nil, 5, .running), (5, nil, .running), (1000, 5, .restarted),
            (1000, 500, .restarted),
            (30, 5, .restarted), (1000, 995, .earlierSample), (100, 60, .earlierSample), (100, 59, .restarted), (1000, 940, .restarted),
        ] as [(Int?, Int?, Uptime.Change)])
    func uptimes(before: Int?, now: Int?, change: Uptime.Change) { #expect(Uptime.change(from: before, to: now) == change) }

    @Test("Counters and guests do not mix, and a missing reading changes nothing")
    func separate() {
        var rates = CounterRates()
        let other = GuestKey(.lxc, 200)
        _ = rates.rate(.netIn, of: web, reading(0, 0))
        _ = rates.rate(.netOut, of: web, reading(5000, 0))
        _ = rates.rate(.netIn, of: other, reading(100, 0))
        #expect(rates.rate(.netIn, of: web, nil) == nil)
        #expect(rates.rate(.netIn, of: web, reading(100, 10))?.perSecond == 10)
        #expect(rates.rate(.netOut, of: web, reading(5000, 10))?.perSecond == 0)
        #expect(rates.rate(.netIn, of: other, reading(300, 10))?.perSecond == 20)
    }

    @Test("What is not seen for a day is forgotten")
    func expiry() {
        var rates = CounterRates()
        _ = rates.rate(.netIn, of: web, reading(0, 0))
        _ = rates.rate(.netIn, of: GuestKey(.lxc, 200), reading(0, 100))
        rates.expire(at: .after(86_399))
        #expect(rates.count == 2)
        rates.expire(at: .after(86_400))
        #expect(rates.count == 1)
        #expect(rates.rate(.netIn, of: web, reading(500, 86_410)) == nil)
    }

    @Test("Whatever comes, a rate is finite, not negative, and what grew is what was counted", arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var rates = CounterRates()
        var value: Int64 = 0
        var uptime = 0
        var seconds: Int64 = 0
        var counted = 0.0
        var grown: Int64 = 0
        var last: Int64?
        for _ in 0..<3000 {
            let step = Int64.random(in: 1...20, using: &random)
            seconds += step
            if Int.random(in: 0..<50, using: &random) == 0 {
                value = 0
                uptime = 0
                last = nil
            } else {
                uptime += Int(step)
                value += Int64.random(in: 0...1_000_000, using: &random)
            }
            let rate = rates.rate(.netIn, of: web, reading(value, seconds, uptime: uptime))
            if let last { grown += value - last }
            last = value
            guard let rate else { continue }
            #expect(rate.perSecond.isFinite)
            #expect(rate.perSecond >= 0)
            counted += rate.perSecond * Double(step)
        }
        #expect(abs(counted - Double(grown)) <= Double(grown) * 1e-9 + 1)
    }
}
