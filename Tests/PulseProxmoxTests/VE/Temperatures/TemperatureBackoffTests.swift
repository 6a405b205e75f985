import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Asking hosts for temperatures again")
struct TemperatureBackoffTests {
    private let key = KeyStamp(inode: 1, size: 400, modified: 1)

    @Test("Waits double from half a minute to a quarter of an hour")
    func doubling() {
        var backoff = TemperatureBackoff()
        var waits: [Int64] = []
        var now = second(0)
        for _ in 0..<8 {
            backoff.handle(.hardFailure, at: now)
            let retry = backoff.retryAt ?? now
            waits.append(retry.since(now).wholeMilliseconds / 1000)
            #expect(!backoff.isDue(at: retry - .milliseconds(1)) && backoff.isDue(at: retry))
            now = retry
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900])
    }

    @Test("Deadlines stay at half a minute, success and a new key reset")
    func resets() {
        var backoff = TemperatureBackoff()
        for _ in 0..<4 { backoff.handle(.hardFailure, at: second(0)) }
        backoff.handle(.deadline, at: second(0))
        backoff.handle(.deadline, at: second(30))
        #expect(backoff.retryAt == second(60))
        backoff.handle(.success, at: second(61))
        #expect(backoff.isDue(at: second(61)) && backoff.failures == 0)
        backoff.handle(.key(key), at: second(62))
        backoff.handle(.hardFailure, at: second(62))
        backoff.handle(.key(key), at: second(63))
        #expect(!backoff.isDue(at: second(63)), "the same key changes nothing")
        backoff.handle(.key(KeyStamp(inode: 2, size: 400, modified: 1)), at: second(64))
        #expect(backoff.isDue(at: second(64)))
    }

    @Test("Whatever happens, a host waits at most a quarter of an hour")
    func random() {
        var generator = SeededGenerator(seed: 11)
        var backoff = TemperatureBackoff()
        var now = second(0)
        for _ in 0..<10_000 {
            now = now + .seconds(Int64.random(in: -2000...2000, using: &generator))
            let events: [TemperatureBackoff.Event] = [.success, .hardFailure, .deadline, .key(nil), .key(key)]
            let event = events[Int.random(in: 0..<events.count, using: &generator)]
            backoff.handle(event, at: now)
            #expect(backoff.isDue(at: now) || backoff.isDue(at: now + .seconds(15 * 60)))
            if event == .success { #expect(backoff.isDue(at: now)) }
            if event == .hardFailure || event == .deadline { #expect(!backoff.isDue(at: now)) }
        }
    }

    @Test("A failure keeps the last reading for an hour")
    func book() {
        var book = TemperatureBook()
        #expect(book.due(of: ["a", "b"], key: key, at: second(0)) == ["a", "b"])
        var reading = NodeTemperatureFacet()
        (reading.cpuMax, reading.updatedAt) = (50, second(0))
        book.take(reading, of: "a", at: second(0))
        book.take(.refused, of: "b", at: second(0))
        #expect(book.due(of: ["a", "b"], key: key, at: second(10)) == ["a"])
        book.take(.unreachable, of: "a", at: second(10))
        #expect(book.current(at: second(3600))["a"] == reading && book.failures == ["a": .unreachable, "b": .refused])
        #expect(book.current(at: second(3601)).isEmpty)
        #expect(book.due(of: ["a", "b"], key: KeyStamp(inode: 9, size: 1, modified: 2), at: second(11)) == ["a", "b"])
        book.take(reading, of: "a", at: second(12))
        #expect(book.failures == ["b": .refused])
        book.keep(nodes: ["c"])
        #expect(book.failures.isEmpty && book.current(at: second(12)).isEmpty)
    }
}
