import Crypto
import Foundation
import PulseCore

/// Who may sign in to a cluster, and how a request proves it.
struct LabAccess: Sendable {
    var users: [LabUser]
    var tokens: [LabToken]
    /// How long tickets hold; Proxmox: 2 hours.
    var ticketLife: Duration
    /// Says "Authentication failed!" as version 9 does, and nothing more exact.
    let isTaciturn: Bool
    private let key: SymmetricKey

    init(users: [LabUser], tokens: [LabToken], ticketLife: Duration, isTaciturn: Bool, seed: UInt64) {
        self.users = users
        self.tokens = tokens
        self.ticketLife = ticketLife
        self.isTaciturn = isTaciturn
        key = SymmetricKey(data: SHA256.hash(data: Array("ticket \(seed)".utf8)))
    }

    /// The caller behind a request's headers.
    ///
    /// - Throws: 401 with the words of Proxmox.
    func caller(authorization: String?, cookie: String?, csrf: String?, isWriting: Bool, at time: Timestamp) throws(LabRefusal) -> LabCaller
    {
        if let authorization, authorization.hasPrefix("PVEAPIToken=") || authorization.hasPrefix("PVEAPIToken ") {
            return try token(String(authorization.dropFirst(12)), at: time)
        }
        guard let ticket = Self.ticket(in: cookie) else { throw LabRefusal(401, "No ticket") }
        let user = try verify(ticket, at: time)
        if isWriting {
            guard let csrf, verifies(csrf, user: user.id, at: time) else { throw LabRefusal(401, "Permission denied - invalid csrf token") }
        }
        return caller(user)
    }

    private func token(_ text: String, at time: Timestamp) throws(LabRefusal) -> LabCaller {
        guard let separator = text.firstIndex(of: "=") else { throw failed("no tokenid specified") }
        let id = String(text[..<separator])
        let secret = String(text[text.index(after: separator)...])
        guard let token = tokens.first(where: { $0.id == id }) else { throw failed("no such token '\(id)'") }
        guard let user = users.first(where: { $0.id == token.user }) else { throw failed("no such user ('\(token.user)')") }
        guard token.secret == secret else { throw failed("invalid token value!") }
        if let expires = token.expires, expires <= time.seconds { throw failed("token '\(id)' access expired") }
        guard let grants = token.grants else { return LabCaller(id: id, isRoot: user.id == "root@pam", grants: user.grants) }
        return LabCaller(id: id, isRoot: false, grants: grants, bound: user.id == "root@pam" ? nil : user.grants)
    }

    private func failed(_ reason: String) -> LabRefusal { LabRefusal(401, isTaciturn ? "Authentication failed!" : reason) }

    private func caller(_ user: LabUser) -> LabCaller { LabCaller(id: user.id, isRoot: user.id == "root@pam", grants: user.grants) }
}

extension LabAccess {
    struct Ticket: Sendable {
        let user: String
        let ticket: String
        let csrf: String
    }

    /// Signs a user in; a valid ticket does as the password.
    func ticket(user id: String, password: String, at time: Timestamp) throws(LabRefusal) -> Ticket {
        let known = users.first { $0.id == id }
        let isTicket = (try? verify(password, at: time))?.id == id
        guard let known, isTicket || (known.password != nil && known.password == password) else {
            throw LabRefusal(401, "authentication failure")
        }
        let stamp = String(UInt64(max(time.seconds, 0)), radix: 16, uppercase: true)
        let ticket = "PVE:\(known.id):\(stamp)::" + sign("\(known.id):\(stamp)")
        return Ticket(user: known.id, ticket: ticket, csrf: "\(stamp):" + sign("csrf \(known.id):\(stamp)"))
    }

    private func verify(_ ticket: String, at time: Timestamp) throws(LabRefusal) -> LabUser {
        let refusal = LabRefusal(401, isTaciturn ? "Authentication failed!" : "permission denied - invalid PVE ticket")
        let parts = ticket.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0] == "PVE", parts[3].isEmpty, let stamp = Int64(parts[2], radix: 16) else { throw refusal }
        guard parts[4] == sign("\(parts[1]):\(parts[2])"), isYoung(stamp, at: time) else { throw refusal }
        guard let user = users.first(where: { $0.id == parts[1] }) else { throw refusal }
        return user
    }

    private func verifies(_ csrf: String, user: String, at time: Timestamp) -> Bool {
        let parts = csrf.split(separator: ":").map(String.init)
        guard parts.count == 2, let stamp = Int64(parts[0], radix: 16) else { return false }
        return parts[1] == sign("csrf \(user):\(parts[0])") && isYoung(stamp, at: time)
    }

    private func isYoung(_ stamp: Int64, at time: Timestamp) -> Bool {
        let age = time.since(Timestamp(seconds: stamp))
        return age >= .seconds(-300) && age < ticketLife
    }

    private func sign(_ text: String) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)).base64EncodedString()
    }

    private static func ticket(in cookie: String?) -> String? {
        guard let cookie else { return nil }
        for part in cookie.split(separator: ";") {
            let trimmed = part.drop { $0 == " " }
            if trimmed.hasPrefix("PVEAuthCookie=") { return String(trimmed.dropFirst(14)).removingPercentEncoding }
        }
        return nil
    }
}
