import Foundation
import PulseCore

extension LabCluster {
    static let base = "/api2/json"

    /// The answer to a request at a member's address, faults left aside.
    func reply(to exchange: LabExchange, member: Int) -> LabReply {
        guard exchange.path.hasPrefix(Self.base) else { return page(exchange.path, member) }
        let path = String(exchange.path.dropFirst(Self.base.count))
        let found = api.route(path)
        count(found?.route.template ?? path, member)
        if path == "/access/ticket", exchange.method == "POST" { return signIn(exchange) }
        do {
            if path != "/access/domains", path != "/access/ticket" { _ = try caller(exchange) }
        } catch {
            state.withLock { $0.counts.refusedCredentials += exchange.authorization == nil && exchange.cookie == nil ? 0 : 1 }
            var reply = LabReply(error, hasBody: false)
            reply.isRefusedCredentials = true
            return reply
        }
        guard let found, exchange.method == "GET" || exchange.method == "HEAD" else {
            return LabReply(LabRefusal(501, "Method '\(exchange.method) \(path)' not implemented"), hasBody: true)
        }
        do {
            let who = (try? caller(exchange)) ?? LabCaller(id: "", isRoot: false, grants: [])
            return LabReply(try answer(found.route, found.parameters, exchange, who, member))
        } catch {
            return LabReply(error, hasBody: error.status != 595)
        }
    }

    private func caller(_ exchange: LabExchange) throws(LabRefusal) -> LabCaller {
        try access.caller(
            authorization: exchange.authorization, cookie: exchange.cookie, csrf: exchange.csrf, isWriting: exchange.method != "GET",
            at: now)
    }

    private func answer(
        _ route: LabRoute, _ parameters: [String: String], _ exchange: LabExchange, _ caller: LabCaller, _ member: Int
    ) throws(LabRefusal) -> [UInt8] {
        let order = exchange.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "&")
        let key = AnswerCache.Key(target: "\(exchange.path)?\(order)", caller: caller.id, member: member)
        let (estate, moment, kept, certificates) = state.withLock { state in
            let moment = state.cache.moment(of: state.estate, at: now, step: configuration.step)
            return (state.estate, moment, state.cache.answer(key), state.certificates.map(\.facts))
        }
        if let kept { return kept }
        let request = LabRequest(
            estate: estate, moment: moment, caller: caller, member: member, parameters: parameters, query: exchange.query,
            certificates: certificates)
        let bytes = try api.answer(route, request)
        state.withLock { $0.cache.keep(bytes, key, of: moment) }
        return bytes
    }

    private func count(_ template: String, _ member: Int) {
        state.withLock { state in
            let isRoom = state.counts.byTemplate.count < RequestCounts.pathLimit
            state.counts.byTemplate[isRoom || state.counts[template] > 0 ? template : "other", default: 0] += 1
            state.counts.byMember[state.estate.nodes[member].name, default: 0] += 1
        }
    }

    private func signIn(_ exchange: LabExchange) -> LabReply {
        let fields = exchange.fields
        guard let name = fields["username"], let password = fields["password"] else {
            return LabReply(
                LabRefusal(
                    400, "Parameter verification failed.",
                    parameters: [fields["username"] == nil ? "username" : "password": "property is missing and it is not optional"]),
                hasBody: true)
        }
        let user = name.contains("@") ? name : "\(name)@\(fields["realm"] ?? "pam")"
        do {
            let ticket = try access.ticket(user: user, password: password, at: now)
            state.withLock { $0.counts.ticketsGiven += 1 }
            var json = JSONWriter()
            LabAPI.signedIn(ticket, cluster: estate.name, &json)
            return LabReply(json.bytes)
        } catch {
            state.withLock { $0.counts.refusedCredentials += 1 }
            var reply = LabReply(error, hasBody: true)
            reply.isRefusedCredentials = true
            return reply
        }
    }

    /// The web interface, as far as it is needed to be recognised.
    private func page(_ path: String, _ member: Int) -> LabReply {
        guard path == "/" || path == "/index.html" else { return LabReply(LabRefusal(404, "File not found"), hasBody: false) }
        let node = estate.nodes[member].name
        var reply = LabReply(
            Array("<!DOCTYPE html><html><head><title>\(node) - Proxmox Virtual Environment</title></head><body></body></html>\n".utf8))
        reply.contentType = "text/html; charset=utf-8"
        return reply
    }
}

extension LabExchange {
    /// The body's members, JSON or form.
    var fields: [String: String] {
        if contentType?.lowercased().hasPrefix("application/json") == true {
            let object = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:]
            return object.compactMapValues { $0 as? String }
        }
        return Self.pairs(String(decoding: body, as: UTF8.self))
    }

    /// Reads `a=b&c=d`.
    static func pairs(_ text: some StringProtocol) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { part -> String in
                let spaced = String(part.map { $0 == "+" ? " " : $0 })
                return spaced.removingPercentEncoding ?? spaced
            }
            fields[texts[0]] = texts.count > 1 ? texts[1] : ""
        }
        return fields
    }
}
