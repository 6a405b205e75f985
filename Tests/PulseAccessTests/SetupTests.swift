import Foundation
import PulseAccess
import PulseCore
import PulseStorage
import Testing

@Suite struct SetupTests {
    private func request(
        _ user: String = "admin", _ password: String = "CorrectHorse12", token: String? = nil, force: Bool = false, api: String? = nil,
        recovery: String? = nil
    ) -> SetupRequest {
        SetupRequest(username: user, password: password, apiToken: api, force: force, bootstrapToken: token, recoveryToken: recovery)
    }

    @Test func bootstrapTokenLivesUntilSetup() async throws {
        let bench = try Workbench()
        _ = try await bench.open()
        let token = try #require(try bench.bootstrapToken())
        #expect(token.utf8.count == 48)
        let path = bench.directory.file(".bootstrap_token")
        #expect(try FileStatus.of(path)?.permissions == 0o600)
        #expect(!String(decoding: try AtomicFile.load(path) ?? [], as: UTF8.self).contains(token))
        let access = try await bench.open()
        #expect(try bench.bootstrapToken() == token, "a restart keeps it")
        #expect(await refusal { try await access.validateBootstrapToken(token, from: Workbench.remote, at: Workbench.start) } == nil)
        _ = try await access.quickSetup(request(token: token), by: nil, from: Workbench.remote, at: Workbench.start)
        #expect(try bench.bootstrapToken() == nil)
        #expect(
            await refusal { try await access.validateBootstrapToken(token, from: Workbench.remote, at: Workbench.start) }?.status == 409)
    }

    @Test func aPlainTokenIsUpgradedAndAnUnreadableOneReplaced() async throws {
        let bench = try Workbench()
        let plain = String(repeating: "ab", count: 24)
        try AtomicFile.save(Array("\(plain)\n".utf8), to: bench.directory.file(".bootstrap_token"))
        _ = try await bench.open()
        #expect(try bench.bootstrapToken() == plain)
        #expect(!String(decoding: try AtomicFile.load(bench.directory.file(".bootstrap_token")) ?? [], as: UTF8.self).contains(plain))
        try AtomicFile.save(Array("{\"version\":2}".utf8), to: bench.directory.file(".bootstrap_token"))
        _ = try await bench.open()
        #expect(try bench.bootstrapToken()?.utf8.count == 48)
    }

    @Test func tokenErrorsAreExact() async throws {
        let bench = try Workbench()
        let access = try await bench.open()
        let missing = await refusal { _ = try await access.quickSetup(request(), by: nil, from: Workbench.remote, at: Workbench.start) }
        #expect(missing?.status == 403)
        #expect(missing?.message.hasSuffix("Bare metal: pulse bootstrap-token") == true)
        #expect(
            await refusal { _ = try await access.quickSetup(request(), by: nil, from: Workbench.local, at: Workbench.start) }?.status == 401
        )
        let wrong = await refusal {
            _ = try await access.quickSetup(request(token: "no"), by: nil, from: Workbench.remote, at: Workbench.start)
        }
        #expect(wrong?.message.hasPrefix("Invalid bootstrap setup token.") == true && wrong?.status == 401)
        let long = await refusal {
            _ = try await access.quickSetup(
                request("admin", String(repeating: "x", count: 73), token: try bench.bootstrapToken()), by: nil, from: Workbench.remote,
                at: Workbench.start)
        }
        #expect(long?.status == 400)
        #expect(await !access.isConfigured)
    }

    @Test func bootstrapAttemptsAreLimited() async throws {
        let access = try await Workbench().open()
        var statuses: [Int?] = []
        for _ in 0..<11 {
            statuses.append(
                await refusal { try await access.validateBootstrapToken("x", from: Workbench.remote, at: Workbench.start) }?.status)
        }
        #expect(statuses == Array(repeating: 401, count: 10) + [429])
    }

    @Test func ofRacingSetupsExactlyOneWins() async throws {
        let bench = try Workbench()
        let access = try await bench.open()
        let token = try bench.bootstrapToken()
        let statuses = await withTaskGroup(of: Int.self) { group in
            for index in 0..<6 {
                group.addTask {
                    await refusal {
                        let wish = self.request("user\(index)", token: token)
                        _ = try await access.quickSetup(wish, by: nil, from: Workbench.remote, at: Workbench.start)
                    }?.status ?? 200
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses.filter { $0 == 200 }.count == 1)
        #expect(statuses.filter { $0 == 401 }.count == 5)
        let name = await access.localUserName
        #expect(try bench.environment()["PULSE_AUTH_USER"] == name)
        #expect(await access.listTokens().count == 1)
    }

    @Test func setupWritesWhatImportsExpect() async throws {
        let bench = try Workbench()
        let access = try await bench.open()
        let wish = request("jane.doe+x@example.com", token: try bench.bootstrapToken(), api: "my-own-token-1234567890")
        guard case .done(let grant, let generated) = try await access.quickSetup(wish, by: nil, from: Workbench.remote, at: Workbench.start)
        else {
            Issue.record("skipped")
            return
        }
        #expect(generated == nil)
        #expect(grant.maxAge == 86_400)
        let text = String(decoding: try AtomicFile.load(bench.directory.file(".env")) ?? [], as: UTF8.self)
        #expect(text.contains("PULSE_AUTH_USER='jane.doe+x@example.com'\n") && text.contains("PULSE_AUTH_PASS='$scrypt$"))
        #expect(text.contains("PULSE_AUDIT_LOG='true'\n"))
        #expect(try FileStatus.of(bench.directory.file(".env"))?.permissions == 0o600)
        var credentials = Credentials()
        credentials.apiToken = "my-own-token-1234567890"
        #expect(await access.authenticate(credentials, at: Workbench.start).principal?.name == "jane.doe+x@example.com")
    }

    @Test func aClaimedServerNeedsItsAdministrator() async throws {
        let (access, _) = try await Workbench().claimed()
        let admin = Principal(name: "admin", method: .session, isAdmin: true)
        #expect(
            await refusal { _ = try await access.quickSetup(request(), by: nil, from: Workbench.remote, at: Workbench.start) }?.status
                == 401)
        let reader = Principal(name: "token:1", method: .apiToken, scopes: [.monitoringRead], isAdmin: true)
        #expect(
            await refusal { _ = try await access.quickSetup(request(), by: reader, from: Workbench.remote, at: Workbench.start) }?.status
                == 403)
        guard case .skipped = try await access.quickSetup(request(), by: admin, from: Workbench.remote, at: Workbench.start) else {
            Issue.record("changed without force")
            return
        }
        let other = try await access.createToken(
            try TokenRequest(name: "agent", scopes: ["agent:report"], expiresIn: nil), by: admin, from: Workbench.remote,
            at: Workbench.start)
        let force = request("admin", "AnotherHorse34", force: true)
        guard case .done = try await access.quickSetup(force, by: admin, from: Workbench.remote, at: Workbench.start) else {
            Issue.record("force was ignored")
            return
        }
        #expect(await access.token(id: other.record.id) != nil, "other tokens stay")
        #expect(await access.listTokens().filter(\.isPrimary).count == 1)
    }

    @Test func environmentUserIsAdoptedOnceAndWhenItChanges() async throws {
        let bench = try Workbench()
        let access = try await bench.open {
            $0.environmentUser = "root"
            $0.environmentPassword = "FromTheCompose1"
        }
        #expect(await access.localUserName == "root")
        #expect(try bench.bootstrapToken() == nil)
        let root = Principal(name: "root", method: .basic, isAdmin: true)
        _ = try await access.changePassword(
            current: "FromTheCompose1", new: "ChangedInThePage1", by: root, from: Workbench.remote, at: Workbench.start)
        let changed = try bench.environment()["PULSE_AUTH_PASS"]
        _ = try await bench.open {
            $0.environmentUser = "root"
            $0.environmentPassword = "FromTheCompose1"
        }
        #expect(try bench.environment()["PULSE_AUTH_PASS"] == changed, "the same value in the environment does not undo the change")
        let third = try await bench.open {
            $0.environmentUser = "root"
            $0.environmentPassword = "NewInTheCompose1"
        }
        let outcome = try await third.login(
            name: "root", password: "NewInTheCompose1", remember: false, replacing: nil, from: Workbench.remote, at: Workbench.start)
        guard case .success = outcome else {
            Issue.record("a new value in the environment counts: \(outcome)")
            return
        }
    }

    @Test func handWrittenPasswordsAreHashedAndUnreadableFilesClose() async throws {
        let bench = try Workbench()
        try AtomicFile.save(Array("PULSE_AUTH_USER=me\nPULSE_AUTH_PASS=plain words here\n".utf8), to: bench.directory.file(".env"))
        let access = try await bench.open()
        #expect(try bench.environment()["PULSE_AUTH_PASS"]?.hasPrefix("$scrypt$") == true)
        #expect(await access.localUserName == "me")
        let closed = try Workbench()
        symlink("/nowhere", closed.directory.file(".env"))
        let server = try await closed.open()
        #expect(await server.isConfigured, "a credential file that cannot be used keeps the door shut")
        #expect(try closed.bootstrapToken() == nil)
    }
}
