import Foundation
import PulseAccess
import PulseCore
import PulseStorage
import Testing

@Suite struct AccessControlTests {
    static let admin = Principal(name: "admin", method: .session, isAdmin: true)

    private func credentials(cookie: String? = nil, token: String? = nil, authorization: String? = nil, address: String = "203.0.113.7")
        -> Credentials
    {
        var credentials = Credentials()
        credentials.cookies = cookie.map { ["pulse_session": $0] } ?? [:]
        credentials.apiToken = token
        credentials.authorization = authorization
        credentials.clientAddress = address
        return credentials
    }

    private func login(
        _ access: AccessControl, _ password: String, user: String = "admin", from caller: Caller = Workbench.remote,
        at now: Timestamp = Workbench.start
    ) async throws -> LoginOutcome {
        try await access.login(name: user, password: password, remember: false, replacing: nil, from: caller, at: now)
    }

    @Test func loginCountsDownAndLocks() async throws {
        let (access, _) = try await Workbench().claimed()
        let stranger = Caller(address: "198.51.100.9", isDirectLoopback: false)
        for attempt in 1...4 {
            guard case .wrong(attempt) = try await login(access, "wrong password", from: stranger) else {
                Issue.record("attempt \(attempt)")
                return
            }
        }
        guard case .nowLocked = try await login(access, "wrong password", from: stranger) else {
            Issue.record("the fifth failure must lock")
            return
        }
        guard case .locked(let until, 15) = try await login(access, "CorrectHorse12", from: stranger) else {
            Issue.record("the right password must not open a lock")
            return
        }
        #expect(until == Workbench.start + .seconds(900))
        await access.resetLockout(identifier: "admin", by: Self.admin, from: Workbench.remote, at: Workbench.start)
        await access.resetLockout(identifier: "198.51.100.9", by: Self.admin, from: Workbench.remote, at: Workbench.start)
        guard case .success = try await login(access, "CorrectHorse12", from: stranger) else {
            Issue.record("still locked after the reset")
            return
        }
    }

    @Test func credentialAttemptsAreLimitedButNotFromTheMachine() async throws {
        let (access, _) = try await Workbench().claimed()
        for _ in 0..<10 { _ = try await login(access, "CorrectHorse12") }
        guard case .tooMany(let wait) = try await login(access, "CorrectHorse12") else {
            Issue.record("the eleventh passed")
            return
        }
        #expect(wait >= 1)
        for _ in 0..<12 {
            guard case .success = try await login(access, "CorrectHorse12", from: Workbench.local) else {
                Issue.record("loopback is limited")
                return
            }
        }
    }

    /// The files as they are while the server runs are what `kill -9` leaves.
    @Test func sessionsAndTokensSurviveTheProcess() async throws {
        let bench = try Workbench()
        let (access, grant) = try await bench.claimed()
        let made = try await access.createToken(
            try TokenRequest(name: "script", scopes: ["monitoring:read"], expiresIn: "1m"), by: Self.admin, from: Workbench.remote,
            at: Workbench.start)
        let killed = try Workbench(copyOf: bench)
        let again = try await killed.open(at: Workbench.start + .seconds(5))
        let session = await again.authenticate(credentials(cookie: grant.cookie), at: Workbench.start + .seconds(5)).principal
        #expect(session?.name == "admin" && session?.method == .session && session?.isAdmin == true)
        #expect(await again.isValidCSRFToken(grant.csrfToken, sessionKey: grant.session.key, at: Workbench.start))
        let token = await again.authenticate(credentials(token: made.raw), at: Workbench.start + .seconds(59)).principal
        #expect(token?.scopes == [.monitoringRead] && token?.name == "admin")
        #expect(
            await again.authenticate(credentials(token: made.raw), at: Workbench.start + .seconds(61)).refusal?.error == "Invalid API token"
        )
        let raw = String(decoding: try AtomicFile.load(bench.directory.file("pulse.db"), limit: 1 << 26) ?? [], as: UTF8.self)
        #expect(!raw.contains(made.raw) && !raw.contains(grant.cookie))
    }

    @Test func ladderOrder() async throws {
        let (access, grant) = try await Workbench().claimed()
        let now = Workbench.start
        #expect(
            await access.authenticate(credentials(cookie: grant.cookie, token: "nonsense"), at: now).refusal?.error == "Invalid API token")
        #expect(await access.authenticate(credentials(), at: now).principal == nil)
        #expect(await access.authenticate(credentials(), at: now).refusal == nil)
        let made = try await access.createToken(
            try TokenRequest(name: nil, scopes: nil, expiresIn: nil), by: Self.admin, from: Workbench.remote, at: now)
        #expect(await access.authenticate(credentials(authorization: "bEaReR \(made.raw)"), at: now).principal?.method == .apiToken)
        var secure = credentials(cookie: grant.cookie)
        secure.isSecure = true
        #expect(await access.authenticate(secure, at: now).principal == nil, "on https only the protected cookie counts")
    }

    @Test func tokensAloneAskForAToken() async throws {
        let bench = try Workbench()
        let (access, _) = try await bench.claimed()
        try AtomicFile.remove(bench.directory.file(".env"))
        _ = access
        let only = try await bench.open()
        let refusal = await only.authenticate(credentials(), at: Workbench.start).refusal
        #expect(refusal?.status == 401)
        #expect(refusal?.headers["WWW-Authenticate"]?.hasPrefix("Bearer ") == true)
    }

    @Test func basicIsCheckedCachedAndLocked() async throws {
        let (access, _) = try await Workbench().claimed()
        func header(_ password: String) -> String { "Basic " + Data("admin:\(password)".utf8).base64EncodedString() }
        let good = credentials(authorization: header("CorrectHorse12"), address: "10.0.0.5")
        #expect(await access.authenticate(good, at: Workbench.start).principal?.method == .basic)
        for _ in 0..<5 {
            #expect(
                await access.authenticate(credentials(authorization: header("nope"), address: "10.9.9.9"), at: Workbench.start).principal
                    == nil)
        }
        let locked = await access.authenticate(credentials(authorization: header("other"), address: "10.9.9.9"), at: Workbench.start)
            .refusal
        #expect(locked?.status == 403 && locked?.error == "Account temporarily locked")
        #expect(locked?.details["lockedUntil"] == (Workbench.start + .seconds(900)).rfc3339)
        #expect(await access.authenticate(good, at: Workbench.start).principal != nil, "a familiar address is not locked out by name")
    }

    @Test func passwordChangeEndsOtherSessions() async throws {
        let bench = try Workbench()
        let (access, mine) = try await bench.claimed()
        guard case .success(let other) = try await login(access, "CorrectHorse12", from: Workbench.local) else {
            Issue.record("no second session")
            return
        }
        let now = Workbench.start + .seconds(1)
        let caller = try #require(await access.authenticate(credentials(cookie: mine.cookie), at: now).principal)
        let table: [(String, String, Int, String)] = [
            ("wrong", "NewPassword123", 401, "unauthorized"), ("", "NewPassword123", 401, "unauthorized"),
            ("CorrectHorse12", "elevenchars", 400, "invalid_password"),
            ("CorrectHorse12", String(repeating: "x", count: 80), 400, "invalid_password"),
        ]
        for (current, new, status, code) in table {
            let answer = await refusal {
                _ = try await access.changePassword(current: current, new: new, by: caller, from: Workbench.remote, at: now)
            }
            #expect(answer?.status == status && answer?.code == code)
        }
        let fresh = try await access.changePassword(
            current: "CorrectHorse12", new: "NewPassword123", by: caller, from: Workbench.remote, at: now)
        #expect(await access.authenticate(credentials(cookie: other.cookie), at: now).principal == nil)
        #expect(await access.authenticate(credentials(cookie: mine.cookie), at: now).principal == nil)
        #expect(await access.authenticate(credentials(cookie: fresh?.cookie), at: now).principal?.name == "admin")
        guard case .success = try await login(access, "NewPassword123", at: now),
            case .wrong = try await login(access, "CorrectHorse12", at: now)
        else {
            Issue.record("the new password must count at once, the old one no more")
            return
        }
        let token = Principal(name: "token:x", method: .apiToken, scopes: [.all], isAdmin: true)
        #expect(
            await refusal { _ = try await access.changePassword(current: "a", new: "b", by: token, from: Workbench.local, at: now) }?.code
                == "forbidden")
    }

    @Test func tokenScopesCannotGrow() async throws {
        let (access, _) = try await Workbench().claimed()
        let small = Principal(name: "token:s", method: .apiToken, scopes: [.settingsWrite], isAdmin: true)
        let now = Workbench.start
        let grant = await refusal {
            let wish = try TokenRequest(name: nil, scopes: ["ai:execute"], expiresIn: nil)
            _ = try await access.createToken(wish, by: small, from: Workbench.remote, at: now)
        }
        #expect(grant?.status == 403 && grant?.message == "Cannot grant scope \"ai:execute\": your token does not have this scope")
        let primary = try #require(await access.listTokens().first)
        #expect(await refusal { try await access.deleteToken(id: primary.id, by: small, from: Workbench.remote, at: now) }?.status == 403)
        #expect(await refusal { try await access.deleteToken(id: "none", by: small, from: Workbench.remote, at: now) }?.status == 404)
        #expect(await refusal { _ = try await access.regeneratePrimaryToken(by: small, from: Workbench.remote, at: now) }?.status == 403)
    }

    @Test(arguments: [
        ([String]?.some([]), String?.none, "select at least one scope or omit the field for full access"),
        ([""], nil, "scope identifiers cannot be blank"), (["nope"], nil, "unknown scope \"nope\""),
        (["*", "monitoring:read"], nil, "wildcard '*' cannot be combined with other scopes"),
        (nil, "10s", "Token expiration must be at least 1 minute"),
        (nil, "soon", "Invalid expiresIn duration: soon"), (nil, "3600", "Invalid expiresIn duration: 3600"),
    ]) func tokenRequests(scopes: [String]?, expiresIn: String?, text: String) async {
        let answer = await refusal { _ = try TokenRequest(name: "x", scopes: scopes, expiresIn: expiresIn) }
        #expect(answer?.status == 400 && answer?.message == text)
    }

    @Test func endingCredentialsIsAnnounced() async throws {
        let (access, grant) = try await Workbench().claimed()
        var announcements = await access.revocations().makeAsyncIterator()
        let made = try await access.createToken(
            try TokenRequest(name: nil, scopes: nil, expiresIn: nil), by: Self.admin, from: Workbench.remote, at: Workbench.start)
        try await access.deleteToken(id: made.record.id, by: Self.admin, from: Workbench.remote, at: Workbench.start)
        #expect(await announcements.next() == .token(id: made.record.id))
        #expect(await access.authenticate(credentials(token: made.raw), at: Workbench.start).refusal?.status == 401)
        #expect(try await access.logout(cookie: grant.cookie, from: Workbench.remote, at: Workbench.start))
        #expect(await announcements.next() == .session(key: grant.session.key))
        #expect(try await !access.logout(cookie: grant.cookie, from: Workbench.remote, at: Workbench.start), "a second logout is no error")
    }

    @Test func lastUseIsFlushedNotWrittenEachTime() async throws {
        let bench = try Workbench()
        let (access, _) = try await bench.claimed()
        let made = try await access.createToken(
            try TokenRequest(name: nil, scopes: nil, expiresIn: nil), by: Self.admin, from: Workbench.remote, at: Workbench.start)
        let use = Workbench.start + .seconds(30)
        _ = await access.authenticate(credentials(token: made.raw), at: use)
        #expect(try await bench.open().token(id: made.record.id)?.lastUsedAt == nil)
        #expect(try await access.validateToken(made.raw, from: Workbench.local, at: use + .seconds(5)))
        try await access.flush(at: use)
        #expect(try await bench.open().token(id: made.record.id)?.lastUsedAt == use)
    }

    @Test func recoveryTokensOpenOnceAndBindToTheAddress() async throws {
        let (access, _) = try await Workbench().claimed()
        let now = Workbench.start
        #expect(try await access.makeRecoveryToken(minutes: 0, at: now).minutes == 15)
        #expect(try await access.makeRecoveryToken(minutes: 1000, at: now).minutes == 15)
        let (raw, minutes) = try await access.makeRecoveryToken(minutes: 5, at: now)
        #expect(raw.utf8.count == 64 && minutes == 5)
        for _ in 0..<2 { #expect(await access.isRecoveryToken(raw, at: now), "asking does not spend it") }
        #expect(await !access.isRecoveryToken(raw, at: now + .seconds(300)))
        let grant = try await access.openRecoverySession(token: raw, replacing: nil, from: Workbench.remote, at: now)
        #expect(
            await refusal { _ = try await access.openRecoverySession(token: raw, replacing: nil, from: Workbench.remote, at: now) }?.status
                == 403)
        let there = await access.authenticate(credentials(cookie: grant.cookie), at: now).principal
        #expect(there?.method == .recoverySession && there?.isAdmin == true)
        #expect(await access.authenticate(credentials(cookie: grant.cookie, address: "9.9.9.9"), at: now).principal == nil)
        #expect(await access.authenticate(credentials(cookie: grant.cookie), at: now + .seconds(3600)).principal == nil)
    }

    @Test(
        arguments: [
            ("secret", "jane", "viewer|admin", true, true), ("secret", "jane", "Admin", true, false), ("secret", "jane", nil, true, false),
            ("wrong", "jane", "admin", false, false), ("secret", " ", "admin", false, false), (nil, "jane", "admin", false, false),
        ] as [(String?, String?, String?, Bool, Bool)])
    func proxyIdentity(secret: String?, user: String?, roles: String?, isKnown: Bool, isAdmin: Bool) throws {
        let proxy = try #require(ProxyAuthentication(secret: "secret", userHeader: "X-User", roleHeader: "X-Roles"))
        let headers = ["x-proxy-secret": secret, "x-user": user, "x-roles": roles]
        let principal = proxy.principal { headers[$0] ?? nil }
        #expect((principal != nil) == isKnown)
        #expect((principal?.isAdmin ?? false) == isAdmin)
        #expect(ProxyAuthentication(secret: "") == nil)
    }

    @Test func auditKnowsWhoAndNoSecrets() async throws {
        let bench = try Workbench()
        let (access, grant) = try await bench.claimed()
        _ = try await login(access, "a wrong password", user: "eve")
        try await access.logout(cookie: grant.cookie, from: Workbench.remote, at: Workbench.start)
        let events = bench.audit.events
        #expect(events.contains { $0.type == "login" && $0.user == "eve" && !$0.success })
        #expect(events.contains { $0.type == "logout" && $0.user == "admin" && $0.address == "203.0.113.7" })
        #expect(!"\(events)".contains("a wrong password"))
    }
}
