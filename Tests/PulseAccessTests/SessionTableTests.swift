import PulseAccess
import PulseCore
import Testing

@Suite struct SessionTableTests {
    static let start = Timestamp(seconds: 1_800_000_000)

    private func session(_ key: String, user: String = "admin", at now: Timestamp, recovery: Bool = false) -> Session {
        Session(
            key: key, user: user, createdAt: now, expiresAt: now + .seconds(86_400), duration: .seconds(86_400),
            cap: now + .seconds(3 * 86_400),
            cookieSentAt: now, userAgent: "", address: "1.1.1.1", isRecovery: recovery)
    }

    @Test func useSlidesUpToTheCap() {
        var table = SessionTable()
        _ = table.open(session("a", at: Self.start), at: Self.start)
        var now = Self.start
        for _ in 0..<12 {
            now = now + .seconds(20 * 3600)
            guard let used = table.use("a", address: "2.2.2.2", at: now) else { break }
            #expect(used.session.expiresAt <= Self.start + .seconds(3 * 86_400))
        }
        #expect(now == Self.start + .seconds(80 * 3600), "ended by the cap of 72 h, at the first use after it")
        #expect(table.use("a", address: "2.2.2.2", at: now) == nil)
    }

    @Test func cookieIsRenewedOnceAtHalfLife() {
        var table = SessionTable()
        _ = table.open(session("a", at: Self.start), at: Self.start)
        #expect(table.use("a", address: "", at: Self.start + .seconds(43_200))?.renewal == nil)
        #expect(table.use("a", address: "", at: Self.start + .seconds(43_201))?.renewal == .seconds(86_400))
        #expect(table.use("a", address: "", at: Self.start + .seconds(43_202))?.renewal == nil)
    }

    @Test func theEleventhSessionEndsTheIdlest() {
        var table = SessionTable()
        for index in 0..<10 { _ = table.open(session("s\(index)", at: Self.start + .seconds(index)), at: Self.start) }
        _ = table.use("s0", address: "", at: Self.start + .seconds(100))
        let actions = table.open(session("new", at: Self.start + .seconds(200)), at: Self.start + .seconds(200))
        #expect(actions.contains(.delete(key: "s1")) && actions.contains(.ended(key: "s1")))
        #expect(table.peek("s0", at: Self.start + .seconds(200)) != nil)
        #expect(table.count == 10)
        _ = table.open(session("guest", user: "guest", at: Self.start), at: Self.start)
        #expect(table.count == 11, "the bound is for each user")
    }

    @Test func recoverySessionsStayAtTheirAddress() {
        var table = SessionTable()
        _ = table.open(session("r", at: Self.start, recovery: true), at: Self.start)
        #expect(table.use("r", address: "2.2.2.2", at: Self.start) == nil)
        #expect(table.use("r", address: "1.1.1.1", at: Self.start) != nil)
    }

    /// The table and a store that performs its actions always agree; no user exceeds the bound; no expired session is ever used.
    @Test(arguments: 1...30 as ClosedRange<UInt64>) func invariants(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var table = SessionTable()
        var stored: [String: Session] = [:]
        var now = Self.start
        func perform(_ actions: [SessionTable.Action]) {
            for action in actions {
                switch action {
                case .save(let session): stored[session.key] = session
                case .delete(let key): stored[key] = nil
                case .ended(let key): #expect(stored[key] == nil, "ended after it was deleted")
                }
            }
        }
        for step in 0..<800 {
            now = now + .seconds(Int.random(in: 0...7200, using: &random))
            let user = "user\(Int.random(in: 0..<3, using: &random))"
            let known = table.all.randomElement(using: &random)?.key ?? "none"
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<4:
                perform(table.open(session("k\(step)", user: user, at: now), replacing: Bool.random(using: &random) ? known : nil, at: now))
            case 4..<8:
                if let used = table.use(known, address: "1.1.1.1", at: now) {
                    #expect(used.session.expiresAt > now && used.session.expiresAt <= used.session.cap)
                }
            case 8: perform(table.end(known))
            case 9: perform(table.endAll(of: user, except: known))
            default: perform(table.sweep(at: now))
            }
            #expect(Set(table.all.map(\.key)) == Set(stored.keys))
            for name in ["user0", "user1", "user2"] { #expect(table.all.filter { $0.user == name }.count <= SessionTable.perUser) }
        }
        perform(table.sweep(at: now))
        #expect(table.all.allSatisfy { $0.expiresAt > now && stored[$0.key] == $0 }, "after a sweep the store is exact")
    }
}
