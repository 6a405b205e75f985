import PulseCore
import PulseOutbound
import ScriptedServer
import Testing

@testable import PulseProxmox

struct ConnectionTestTests {
    private let test = ConnectionTest(outbound: AsyncHTTPOutbound(), clock: ManualWallClock())

    private func failure(_ connection: ProxmoxConnection, budget: Duration = .seconds(60)) async -> ConnectionTestFailure? {
        do {
            _ = try await test.run(connection, budget: budget)
            return nil
        } catch { return error }
    }

    private static let everything = """
        {"data":{"/":{"Sys.Audit":1,"VM.Audit":1,"Datastore.Audit":1,"VM.GuestAgent.Audit":1}}}
        """

    @Test func aClusterIsDescribed() async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/access/permissions" ? .json(Self.everything) : nil })
        let report = try await test.run(a.connection(), budget: .seconds(60))
        #expect(report.nodeCount == 2)
        #expect(report.message == "Successfully connected to 2 node(s)")
        #expect(report.version == "9.0.3")
        #expect(report.release == "9.0")
        #expect(report.cluster?.name == "lab")
        #expect(report.cluster?.members.count == 2)
        #expect(report.missingPrivileges == [])
        #expect(report.warnings == [])
        #expect(report.certificate?.fingerprint == a.fingerprint)
        #expect(report.certificate?.isTrustedBySystem == false)
        #expect(report.latency > .zero)
        await a.server.stop()
    }

    @Test func whatIsMissingIsSaid() async throws {
        let a = try await FakeNode.start(
            "a",
            answers: { path in
                switch path {
                case "/access/permissions": .json("{\"data\":{\"/vms\":{\"VM.Audit\":1}}}")
                case "/cluster/status": .json("", status: 403)
                default: nil
                }
            })
        let report = try await test.run(a.connection(pinned: false), budget: .seconds(60))
        #expect(report.missingPrivileges.map(\.privilege) == ["Sys.Audit", "VM.GuestAgent.Audit", "Datastore.Audit"])
        #expect(report.cluster == nil)
        #expect(report.warnings.count == 2, "the cluster, and a certificate that nobody verifies")
        await a.server.stop()
    }

    @Test func plainHTTPIsWarnedAbout() async throws {
        let a = try await FakeNode.start("a", certificate: nil)
        let report = try await test.run(a.connection(), budget: .seconds(60))
        #expect(report.certificate == nil)
        #expect(report.warnings.contains { $0.contains("not encrypted") })
        await a.server.stop()
    }

    @Test(arguments: [
        (Reply.json("", status: 401), ConnectionTestFailure.Code.authFailed), (.json("", status: 403), .permissionDenied),
        (.json("", status: 404), .notA(.pve)), (.json("<html></html>"), .notA(.pve)), (.json("{\"hello\":1}"), .notA(.pve)),
        (.json("{\"data\":[]}"), .notA(.pve)), (.answer(status: 302, headers: [("location", "http://169.254.169.254/")]), .notA(.pve)),
        (.json("", status: 500), .failed), (.json("", status: 503), .failed), (.reset, .connectRefused),
        (.endless(bytes: 3 << 20), .notA(.pve)),
    ])
    func refusalsHaveStableCodes(reply: Reply, code: ConnectionTestFailure.Code) async throws {
        let a = try await FakeNode.start("a", answers: { $0 == "/version" ? reply : nil })
        let cause = await failure(a.connection())
        #expect(cause?.code == code)
        #expect(
            cause?.message
                == (code == .failed ? "Operation failed" : "Connection failed. Please check your credentials and network settings"))
        await a.server.stop()
    }

    @Test func certificatesAreNamed() async throws {
        let a = try await FakeNode.start("a")
        var connection = a.connection(pinned: false)
        connection.verifySSL = true
        #expect(await failure(connection) == ConnectionTestFailure(.tlsUntrusted, presented: a.fingerprint))
        let other = Fingerprint(certificate: [1])
        connection.fingerprint = other
        #expect(await failure(connection) == ConnectionTestFailure(.fingerprintMismatch, presented: a.fingerprint, expected: other))
        #expect(a.server.requests.isEmpty)
        await a.server.stop()
    }

    @Test func theNetworkHasItsCodes() async throws {
        let a = try await FakeNode.start("a", answers: { _ in .hang })
        #expect(await failure(a.connection(), budget: .milliseconds(300))?.code == .timeout)
        var connection = a.connection()
        connection.host = "https://no..host:8006"
        #expect(await failure(connection)?.code == .dnsFailed)
        connection.host = "https://169.254.169.254:8006"
        #expect(await failure(connection)?.code == .addressRefused)
        connection.host = a.server.origin
        await a.server.stop()
        #expect(await failure(connection)?.code == .connectRefused)
        let plain = try await FakeNode.start("a", certificate: nil)
        connection.host = plain.server.origin.replacing("http:", with: "https:")
        #expect(await failure(connection)?.code == .notA(.pve))
        await plain.server.stop()
    }

    @Test func otherProductsHaveTheirOwnQuestions() async throws {
        let a = try await FakeNode.start(
            "a",
            answers: { path in
                switch path {
                case "/admin/datastore": .json("{\"data\":[{\"store\":\"x\"},{\"store\":\"y\"}]}")
                case "/statistics/mail": .json("", status: 500)
                default: nil
                }
            })
        var connection = a.connection()
        connection.product = .pbs
        #expect(try await test.run(connection, budget: .seconds(60)).datastoreCount == 2)
        connection.product = .pmg
        #expect(try await test.run(connection, budget: .seconds(60)).warnings.count == 1)
        await a.server.stop()
    }

    @Test func codesAreStable() {
        let codes: [ConnectionTestFailure.Code] = [
            .authFailed, .permissionDenied, .tlsUntrusted, .fingerprintMismatch, .dnsFailed, .connectRefused, .timeout, .notA(.pve),
            .notA(.pbs),
        ]
        #expect(
            codes.map(\.text) == [
                "auth_failed", "permission_denied", "tls_untrusted", "fingerprint_mismatch", "dns_failed", "connect_refused", "timeout",
                "not_a_pve",
                "not_a_pbs",
            ])
    }

    @Test(
        arguments: [
            ("{\"/\":{\"Sys.Audit\":1,\"VM.Audit\":1,\"VM.Monitor\":1,\"Datastore.Audit\":1}}", 8, []),
            ("{\"/\":{\"Sys.Audit\":1,\"VM.Audit\":1,\"VM.Monitor\":1,\"Datastore.Audit\":1}}", 9, ["VM.GuestAgent.Audit"]),
            (
                "{\"/nodes\":{\"Sys.Audit\":0},\"/vms\":{\"VM.Audit\":1},\"/storage\":{\"Datastore.Audit\":1}}", nil,
                ["VM.GuestAgent.Audit or VM.Monitor"]
            ),
            ("{\"/nodes/a\":{\"Sys.Audit\":1},\"/vms/100\":{\"VM.Audit\":1},\"/pool/x\":{\"VM.Monitor\":1,\"Datastore.Audit\":1}}", 8, []),
            ("{\"/vmsx\":{\"VM.Audit\":1}}", 8, ["Sys.Audit", "VM.Audit", "VM.Monitor", "Datastore.Audit"]),
            ("null", 8, ["Sys.Audit", "VM.Audit", "VM.Monitor", "Datastore.Audit"]),
        ] as [(String, Int?, [String])])
    func privilegesAreCompared(granted: String, major: Int?, missing: [String]) throws {
        let check = try PrivilegeCheck(answer: Array("{\"data\":\(granted)}".utf8))
        #expect(check.missing(majorVersion: major).map(\.privilege) == missing)
    }
}
