import PulseCore
import PulseOutbound
import ScriptedServer
import Synchronization
import Testing

@testable import PulseProxmox

/// One client against real sockets.
struct ProxmoxClientTests {
    private static let token = ProxmoxCredentials.token(id: "pulse@pve!mon", secret: "1234-5678")
    private static let password = ProxmoxCredentials.password(user: "root", password: "pä\"ss&word")
    private let outbound = AsyncHTTPOutbound()

    private func client(
        _ server: ScriptedServer, _ credentials: ProxmoxCredentials = Self.token, product: ProxmoxProduct = .pve,
        clock: any WallClock = ManualWallClock()
    ) -> ProxmoxClient {
        ProxmoxClient(
            origin: server.origin, product: product, credentials: credentials, trust: .anything, outbound: outbound, clock: clock,
            timeout: .seconds(10))
    }

    private func failure(_ client: ProxmoxClient, _ path: String = "/nodes") async -> ProxmoxFailure? {
        do {
            _ = try await client.get(path)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        (ProxmoxProduct.pve, "PVEAPIToken=pulse@pve!mon=1234-5678"), (.pbs, "PBSAPIToken=pulse@pve!mon:1234-5678"),
        (.pmg, "PMGAPIToken=pulse@pve!mon:1234-5678"),
    ])
    func tokensTravelExactly(product: ProxmoxProduct, expected: String) async throws {
        let server = try await ScriptedServer.start(certificate: ServerCertificate()) { _ in .json("{\"data\":[]}") }
        let answer = try await client(server, product: product).get("/nodes", query: [("type", "vm")], timeout: nil)
        #expect(String(decoding: answer, as: UTF8.self) == "{\"data\":[]}")
        let request = try #require(server.requests.first)
        #expect(request.target == "/api2/json/nodes?type=vm")
        #expect(request.headers.filter { $0.name.lowercased() == "authorization" }.map(\.value) == [expected])
        #expect(request.header("cookie") == nil)
        await server.stop()
    }

    @Test(arguments: [
        ("<!DOCTYPE html><html></html>", 200), ("{\"data\":[{\"node\":", 200), ("", 200), ("[]", 200), ("{}", 302),
    ])
    func whatIsNoAnswerIsMalformed(body: String, status: Int) async throws {
        let server = try await ScriptedServer.start { _ in .json(body, status: status) }
        #expect(await failure(client(server)) == ProxmoxFailure(.malformed, status: status, path: "/nodes"))
        await server.stop()
    }

    @Test(arguments: [false, true]) func refusalsAreReadFromBodyOrFirstLine(inBody: Bool) async throws {
        let text = "Permission check failed (/nodes/a, Sys.Audit)"
        let server = try await ScriptedServer.start { _ in
            inBody ? .json("{\"data\":null,\"message\":\"\(text)\\n\"}", status: 403) : .json("{\"data\":null}", status: 403, reason: text)
        }
        #expect(await failure(client(server)) == ProxmoxFailure(.permission(privilege: "Sys.Audit"), status: 403, path: "/nodes"))
        await server.stop()
    }

    @Test func agentTroubleIsTheGuests() async throws {
        let server = try await ScriptedServer.start { _ in .json("{\"data\":null}", status: 500, reason: "QEMU guest agent is not running")
        }
        let path = "/nodes/a/qemu/100/agent/get-fsinfo"
        #expect(await failure(client(server), path) == ProxmoxFailure(.guestAgent(.notRunning), status: 500, path: path))
        await server.stop()
    }

    @Test func bodiesAreBoundedByWhatTheyAre() async throws {
        let server = try await ScriptedServer.start { _ in .endless(bytes: 9 << 20) }
        #expect(await failure(client(server)) == ProxmoxFailure(.connection(.bodyTooLarge(limit: 8 << 20)), path: "/nodes"))
        // The estate's own list may be longer; here it ends, and is no JSON.
        #expect(await failure(client(server), "/cluster/resources") == ProxmoxFailure(.malformed, status: 200, path: "/cluster/resources"))
        await server.stop()
    }

    @Test func aDroppedConnectionIsTriedOnceMore() async throws {
        let count = Mutex(0)
        let server = try await ScriptedServer.start { request in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return request.path.hasSuffix("/always") || number == 1 ? .reset : .json("{\"data\":1}")
        }
        #expect(await failure(client(server)) == nil)
        #expect(await failure(client(server), "/always") == ProxmoxFailure(.connection(.reset), path: "/always"))
        #expect(server.count("/api2/json/always") == 2)
        await server.stop()
    }

    // MARK: Tickets

    /// A server that knows one password, gives numbered tickets and takes those in `valid`.
    private final class Tickets: Sendable {
        let valid = Mutex<Set<String>>([])
        let given = Mutex(0)

        func reply(_ request: ReceivedRequest) -> Reply {
            if request.path == "/api2/json/access/ticket" {
                guard request.text.contains("root@pam") else { return .json("", status: 401, reason: "authentication failure") }
                let number = given.withLock { given in
                    given += 1
                    return given
                }
                _ = valid.withLock { $0.insert("PVE:root@pam:\(number)") }
                return .json(
                    "{\"data\":{\"ticket\":\"PVE:root@pam:\(number)\",\"CSRFPreventionToken\":\"csrf\(number)\",\"username\":\"root@pam\"}}"
                )
            }
            let ticket = request.header("cookie").map { String($0.dropFirst("PVEAuthCookie=".count)) } ?? ""
            return valid.withLock { $0.contains(ticket) } ? .json("{\"data\":[]}") : .json("", status: 401, reason: "No ticket")
        }
        func revoke() { valid.withLock { $0 = [] } }
    }

    @Test func passwordsBecomeTickets() async throws {
        let tickets = Tickets()
        let server = try await ScriptedServer.start { tickets.reply($0) }
        let client = client(server, Self.password)
        #expect(await failure(client) == nil)
        #expect(await failure(client) == nil)
        _ = try await client.post("/access/users", fields: [("userid", "a@pbs")])
        let requests = server.requests
        #expect(requests.map(\.path) == ["/api2/json/access/ticket", "/api2/json/nodes", "/api2/json/nodes", "/api2/json/access/users"])
        #expect(requests[0].method == "POST")
        #expect(requests[0].header("content-type") == "application/json")
        #expect(requests[0].text.contains("pä\\\"ss&word"))
        #expect(requests[1].header("cookie") == "PVEAuthCookie=PVE:root@pam:1")
        #expect(requests[1].header("authorization") == nil)
        #expect(requests[1].header("CSRFPreventionToken") == nil)
        #expect(requests[3].header("CSRFPreventionToken") == "csrf1")
        #expect(requests[3].text == "userid=a%40pbs")
        await server.stop()
    }

    @Test(arguments: [400, 415]) func aServerWithoutJSONGetsAForm(status: Int) async throws {
        let tickets = Tickets()
        let server = try await ScriptedServer.start { request in
            if request.header("content-type") == "application/json" { return .json("", status: status) }
            return request.path.hasSuffix("/ticket") && request.text == "username=root%40pam&password=p%C3%A4%22ss%26word"
                ? .json("{\"data\":{\"ticket\":\"PVE:1\"}}") : .json("{\"data\":[]}")
        }
        _ = tickets
        #expect(await failure(client(server, Self.password)) == nil)
        #expect(server.count("/api2/json/access/ticket") == 2)
        await server.stop()
    }

    @Test func aRefusedTicketIsRenewedExactlyOnce() async throws {
        let tickets = Tickets()
        let server = try await ScriptedServer.start { tickets.reply($0) }
        let client = client(server, Self.password)
        #expect(await failure(client) == nil)
        tickets.revoke()
        #expect(await failure(client) == nil)
        #expect(server.count("/api2/json/access/ticket") == 2)
        #expect(server.count("/api2/json/nodes") == 3)
        await server.stop()
    }

    @Test func aTicketThatIsNeverTakenIsNotRenewedForever() async throws {
        let server = try await ScriptedServer.start { request in
            request.path.hasSuffix("/ticket") ? .json("{\"data\":{\"ticket\":\"PVE:1\"}}") : .json("", status: 401)
        }
        #expect(await failure(client(server, Self.password)) == ProxmoxFailure(.authentication, status: 401, path: "/nodes"))
        #expect(server.count("/api2/json/access/ticket") == 2)
        #expect(server.count("/api2/json/nodes") == 2)
        await server.stop()
    }

    @Test func ticketsAreRenewedBeforeTwoHours() async throws {
        let tickets = Tickets()
        let clock = ManualWallClock()
        let server = try await ScriptedServer.start { tickets.reply($0) }
        let client = client(server, Self.password, clock: clock)
        #expect(await failure(client) == nil)
        clock.advance(by: .seconds(109 * 60))
        #expect(await failure(client) == nil)
        #expect(server.count("/api2/json/access/ticket") == 1)
        clock.advance(by: .seconds(660))
        #expect(await failure(client) == nil)
        #expect(server.count("/api2/json/access/ticket") == 2)
        await server.stop()
    }

    @Test func manyRequestsSignInOnce() async throws {
        let tickets = Tickets()
        let server = try await ScriptedServer.start { tickets.reply($0) }
        let client = client(server, Self.password)
        await withTaskGroup(of: ProxmoxFailure?.self) { group in
            for _ in 0..<20 { group.addTask { await failure(client) } }
            for await failure in group { #expect(failure == nil) }
        }
        #expect(server.count("/api2/json/access/ticket") == 1)
        #expect(server.count("/api2/json/nodes") == 20)
        await server.stop()
    }

    @Test func aWrongPasswordIsNotTriedAgainAtOnce() async throws {
        let clock = ManualWallClock()
        let server = try await ScriptedServer.start { _ in .json("", status: 401, reason: "authentication failure") }
        let client = client(server, Self.password, clock: clock)
        let expected = ProxmoxFailure(.authentication, status: 401, path: "/access/ticket")
        await withTaskGroup(of: ProxmoxFailure?.self) { group in
            for _ in 0..<10 { group.addTask { await failure(client) } }
            for await failure in group { #expect(failure == expected) }
        }
        #expect(server.requests.count == 1)
        clock.advance(by: .seconds(10))
        #expect(await failure(client) == expected)
        #expect(server.requests.count == 2)
        await server.stop()
    }

    @Test(arguments: [
        ("{\"data\":{\"ticket\":\"PVE:!tfa!abc\",\"NeedTFA\":1}}", ProxmoxFailure.Kind.authentication),
        ("{\"data\":{\"ticket\":\"a\\r\\nx-evil: 1\"}}", .authentication), ("{\"data\":null}", .authentication), ("<html>", .malformed),
    ])
    func whatIsNoTicketIsNone(body: String, expected: ProxmoxFailure.Kind) async throws {
        let server = try await ScriptedServer.start { _ in .json(body) }
        #expect(await failure(client(server, Self.password))?.kind == expected)
        await server.stop()
    }
}
