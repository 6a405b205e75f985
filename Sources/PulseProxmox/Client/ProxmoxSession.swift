#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import PulseCore
import PulseOutbound

/// Holds the ticket of a password user. One sign-in at a time, however many requests wait for it.
actor ProxmoxSession {
    /// After a refusal nobody asks again for so long: repeated wrong passwords lock accounts.
    static let refusalPause: Duration = .seconds(10)
    private static let path = "/access/ticket"
    private static let longest: Duration = .seconds(15)

    private let user: String
    private let password: String
    private let http: any OutboundHTTP
    private let clock: any WallClock
    private let timeout: Duration

    private var ticket: ProxmoxTicket?
    private var refusal: (failure: ProxmoxFailure, at: Timestamp)?
    private var isSigningIn = false
    private var waiting: [CheckedContinuation<ProxmoxFailure?, Never>] = []
    private var signIns = 0

    init(user: String, password: String, http: any OutboundHTTP, clock: any WallClock, timeout: Duration) {
        self.user = user
        self.password = password
        self.http = http
        self.clock = clock
        self.timeout = min(timeout, Self.longest)
    }

    /// A ticket that is still good.
    ///
    /// - Parameter refused: The ticket that the server did not accept; another one is fetched unless somebody did.
    func ticket(instead refused: ProxmoxTicket? = nil) async throws(ProxmoxFailure) -> ProxmoxTicket {
        while true {
            let now = clock.now
            if let ticket, ticket.number != refused?.number, now.since(ticket.obtained) < ProxmoxTicket.life { return ticket }
            if let refusal, now >= refusal.at, now.since(refusal.at) < Self.refusalPause { throw refusal.failure }
            guard isSigningIn else { return try await signIn() }
            if let failure = await withCheckedContinuation({ waiting.append($0) }) { throw failure }
        }
    }

    private func signIn() async throws(ProxmoxFailure) -> ProxmoxTicket {
        isSigningIn = true
        ticket = nil
        do throws(ProxmoxFailure) {
            let fresh = try await fetch()
            ticket = fresh
            refusal = nil
            done(nil)
            return fresh
        } catch {
            if error.kind == .authentication { refusal = (error, clock.now) }
            // When only this caller gave up, the next one tries.
            done(error.kind == .connection(.cancelled) ? nil : error)
            throw error
        }
    }

    private func done(_ failure: ProxmoxFailure?) {
        isSigningIn = false
        let everybody = waiting
        waiting = []
        for one in everybody { one.resume(returning: failure) }
    }

    private func fetch() async throws(ProxmoxFailure) -> ProxmoxTicket {
        var answer = try await post(type: "application/json", body: jsonBody())
        if answer.status == 400 || answer.status == 415 {
            let form = RequestTarget.form([("username", user), ("password", password)])
            answer = try await post(type: "application/x-www-form-urlencoded", body: Array(form.utf8))
        }
        guard (200..<300).contains(answer.status) else {
            let failure = ProxmoxFailure(status: answer.status, path: Self.path, message: UpstreamMessage.text(of: answer))
            throw failure
        }
        signIns += 1
        guard let ticket = ProxmoxTicket(answer: answer.body, obtained: clock.now, number: signIns) else {
            // A second factor is asked for, which a program cannot give; a token would do.
            let kind: ProxmoxFailure.Kind = JSONShape.isObject(answer.body) ? .authentication : .malformed
            throw ProxmoxFailure(kind, status: answer.status, path: Self.path)
        }
        return ticket
    }

    private func jsonBody() -> [UInt8] {
        let encoded = try? JSONEncoder().encode(["username": user, "password": password])
        return encoded.map(Array.init) ?? []
    }

    private func post(type: String, body: [UInt8]) async throws(ProxmoxFailure) -> OutboundResponse {
        let request = OutboundRequest(
            .post, RequestTarget.get(Self.path, query: []), headers: [("content-type", type), ("accept", "application/json")],
            body: body, timeout: timeout)
        do throws(OutboundFailure) {
            return try await http.send(request)
        } catch {
            throw ProxmoxFailure(.connection(error), path: Self.path)
        }
    }
}
