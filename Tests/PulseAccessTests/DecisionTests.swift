import PulseAccess
import PulseCore
import Testing

@Suite struct DecisionTests {
    static let start = Timestamp(seconds: 1_800_000_000)

    @Test func fiveFailuresLockForAQuarterHour() {
        var lockout = Lockout()
        for attempt in 1...4 {
            #expect(lockout.handle(.failure(user: "admin", address: "1.2.3.4"), at: Self.start) == .open(failures: attempt))
        }
        let until = Self.start + .seconds(900)
        #expect(lockout.handle(.failure(user: "admin", address: "1.2.3.4"), at: Self.start) == .locked(until: until))
        #expect(
            lockout.verdict(user: "admin", address: "9.9.9.9", at: Self.start) == .locked(until: until), "the name is locked everywhere")
        #expect(lockout.verdict(user: "other", address: "1.2.3.4", at: Self.start) == .locked(until: until), "the address for every name")
        #expect(lockout.verdict(user: "other", address: "9.9.9.9", at: Self.start) == .open(failures: 0))
        #expect(lockout.verdict(user: "admin", address: "1.2.3.4", at: until) == .open(failures: 0))
    }

    @Test func familiarAddressesAreNotLockedOutByName() {
        var lockout = Lockout()
        lockout.handle(.success(user: "admin", address: "10.0.0.1"), at: Self.start)
        for _ in 1...5 { lockout.handle(.failure(user: "admin", address: "6.6.6.6"), at: Self.start) }
        #expect(lockout.verdict(user: "admin", address: "10.0.0.1", at: Self.start) == .open(failures: 0))
        let later = Self.start + Lockout.familiarity
        for _ in 1...5 { lockout.handle(.failure(user: "admin", address: "6.6.6.6"), at: later) }
        #expect(lockout.verdict(user: "admin", address: "10.0.0.1", at: later) == .locked(until: later + Lockout.period))
    }

    @Test(arguments: ["admin", "1.2.3.4"]) func resetClearsOnlyWhatWasNamed(identifier: String) {
        var lockout = Lockout()
        for _ in 1...5 { lockout.handle(.failure(user: "admin", address: "1.2.3.4"), at: Self.start) }
        lockout.handle(.reset(identifier: identifier), at: Self.start)
        let user = lockout.verdict(user: "admin", address: "9.9.9.9", at: Self.start)
        let address = lockout.verdict(user: "nobody", address: "1.2.3.4", at: Self.start)
        #expect((user == .open(failures: 0)) == (identifier == "admin"))
        #expect((address == .open(failures: 0)) == (identifier == "1.2.3.4"))
    }

    @Test func idleFailuresAreForgotten() {
        var lockout = Lockout()
        for _ in 1...4 { lockout.handle(.failure(user: "a", address: "1.1.1.1"), at: Self.start) }
        let later = Self.start + Lockout.idle
        #expect(lockout.handle(.failure(user: "a", address: "1.1.1.1"), at: later) == .open(failures: 1))
    }

    /// Whatever happens: memory stays bounded, and a lock never lasts longer than its period.
    @Test(arguments: 1...20 as ClosedRange<UInt64>) func lockoutInvariants(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var lockout = Lockout(capacity: 16)
        var now = Self.start
        for _ in 0..<2000 {
            now = now + .seconds(Int.random(in: 0...120, using: &random))
            let user = "user\(Int.random(in: 0..<40, using: &random))"
            let address = "10.0.0.\(Int.random(in: 0..<40, using: &random))"
            let verdict: Lockout.Verdict
            switch Int.random(in: 0..<10, using: &random) {
            case 0: verdict = lockout.handle(.success(user: user, address: address), at: now)
            case 1: verdict = lockout.handle(.reset(identifier: user), at: now)
            default: verdict = lockout.handle(.failure(user: user, address: address), at: now)
            }
            #expect(lockout.count <= 32)
            switch verdict {
            case .open(let failures): #expect(failures < Lockout.limit)
            case .locked(let until): #expect(until > now && until <= now + Lockout.period)
            }
        }
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:10.1.2.3", "10.1.2.3"), ("not an address", "not an address"), ("::1", "0:0:0:0::/64"),
    ]) func addressesAreCountedByNetwork(address: String, key: String) {
        #expect(AddressKey.of(address) == key)
    }

    @Test func rateLimitRefusesTheEleventh() {
        var limits = RateLimits<String, String>()
        let budget = RateBudget(requests: 10, window: .seconds(60))
        for index in 0..<10 { #expect(limits.check("auth", key: "a", budget: budget, at: Self.start) == .allowed(remaining: 9 - index)) }
        guard case .refused(let wait, let reset) = limits.check("auth", key: "a", budget: budget, at: Self.start) else {
            Issue.record("the eleventh request passed")
            return
        }
        #expect((1...120).contains(wait))
        #expect(limits.check("auth", key: "b", budget: budget, at: Self.start) == .allowed(remaining: 9))
        #expect(limits.check("other", key: "a", budget: budget, at: Self.start) == .allowed(remaining: 9))
        if case .refused = limits.check("auth", key: "a", budget: budget, at: reset) { Issue.record("refused after the promised wait") }
    }

    /// In any window no more than twice, in any aligned window no more than once the budget passes, and a promise of `reset` is kept.
    @Test(arguments: 1...10 as ClosedRange<UInt64>) func rateLimitInvariants(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var limits = RateLimits<Int, String>(capacity: 50)
        let budget = RateBudget(requests: 7, window: .seconds(10))
        var now = Self.start
        var passed: [Int64] = []
        for _ in 0..<3000 {
            now = now + .milliseconds(Int64.random(in: 0...700, using: &random))
            switch limits.check(0, key: "caller", budget: budget, at: now) {
            case .allowed(let remaining):
                passed.append(now.milliseconds)
                #expect((0..<7).contains(remaining))
            case .refused(let wait, let reset):
                #expect(wait >= 1 && reset > now)
                var copy = limits
                if case .refused = copy.check(0, key: "caller", budget: budget, at: reset) { Issue.record("promise broken at \(now)") }
            }
            #expect(passed.filter { $0 / 10_000 == now.milliseconds / 10_000 }.count <= 7)
            _ = limits.check(1, key: "flood\(Int.random(in: 0..<10_000, using: &random))", budget: budget, at: now)
            #expect(limits.count <= 51)
        }
        #expect(passed.count > 500, "the limiter lets the budget through")
    }

    @Test func csrfTokensBelongToOneSessionForFourHours() {
        let tokens = CSRFTokens(key: .init(data: [UInt8](repeating: 1, count: 32)))
        let token = tokens.make(sessionKey: "s1", at: Self.start)
        #expect(token.utf8.count == 43)
        #expect(tokens.isValid(token, sessionKey: "s1", at: Self.start + .seconds(4 * 3600)))
        #expect(!tokens.isValid(token, sessionKey: "s1", at: Self.start + .seconds(5 * 3600)))
        #expect(!tokens.isValid(token, sessionKey: "s2", at: Self.start))
        #expect(!tokens.isValid("", sessionKey: "s1", at: Self.start))
        let other = CSRFTokens(key: .init(data: [UInt8](repeating: 2, count: 32)))
        #expect(!other.isValid(token, sessionKey: "s1", at: Self.start))
    }
}
