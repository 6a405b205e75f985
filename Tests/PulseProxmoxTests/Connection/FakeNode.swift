import PulseCore
import PulseOutbound
import PulseProxmox
import ScriptedServer
import Synchronization

/// A node of a cluster of two on loopback: `a` at 127.0.0.2 and `b` at 127.0.0.3, with one port.
final class FakeNode: Sendable {
    let name: String
    let host: String
    let server: ScriptedServer
    let certificate: ServerCertificate?
    var fingerprint: Fingerprint { Fingerprint(certificate: certificate?.der ?? []) }

    /// Answers by path below `/api2/json`; others get an empty list.
    typealias Answers = @Sendable (String) -> Reply?

    static func start(
        _ name: String, port: Int = 0, certificate: ServerCertificate? = try? ServerCertificate(), answers: @escaping Answers = { _ in nil }
    ) async throws -> FakeNode {
        let host = name == "a" ? "127.0.0.2" : "127.0.0.3"
        let server = try await ScriptedServer.start(host: host, port: port, certificate: certificate) { request in
            let path = String(request.path.dropFirst("/api2/json".count))
            if let reply = answers(path) { return reply }
            switch path {
            case "/version": return .json("{\"data\":{\"version\":\"9.0.3\",\"release\":\"9.0\",\"repoid\":\"x\"}}")
            case "/nodes": return .json("{\"data\":[{\"node\":\"a\"},{\"node\":\"b\"}]}")
            case "/cluster/status": return .json(Self.status())
            case "/who": return .json("{\"data\":\"\(name)\"}")
            default: return .json("{\"data\":[]}")
            }
        }
        return FakeNode(name: name, host: host, server: server, certificate: certificate)
    }

    private init(name: String, host: String, server: ScriptedServer, certificate: ServerCertificate?) {
        self.name = name
        self.host = host
        self.server = server
        self.certificate = certificate
    }

    static func status(quorate: Int = 1, members: [String] = ["a", "b"]) -> String {
        let nodes = members.enumerated().map { index, name in
            let ip = name == "a" ? "127.0.0.2" : name == "b" ? "127.0.0.3" : "127.0.0.4"
            return
                "{\"type\":\"node\",\"name\":\"\(name)\",\"nodeid\":\(index + 1),\"ip\":\"\(ip)\",\"online\":1,\"local\":\(index == 0 ? 1 : 0)}"
        }
        return "{\"data\":[{\"type\":\"cluster\",\"name\":\"lab\",\"quorate\":\(quorate),\"nodes\":2},\(nodes.joined(separator: ","))]}"
    }

    static func listing(_ fingerprints: Fingerprint...) -> Reply {
        let rows = fingerprints.map { "{\"filename\":\"pve-ssl.pem\",\"fingerprint\":\"\($0)\"}" }
        return .json(
            "{\"data\":[{\"filename\":\"pve-root-ca.pem\",\"fingerprint\":\"\(Fingerprint(certificate: [9]))\"},\(rows.joined(separator: ","))]}"
        )
    }

    func connection(pinned: Bool = true) -> ProxmoxConnection {
        var connection = ProxmoxConnection(
            id: "1", product: .pve, name: "lab", host: server.origin, credentials: .token(id: "pulse@pve!mon", secret: "s"))
        if pinned, certificate != nil { connection.fingerprint = fingerprint }
        return connection
    }

    func member(pinned: Bool = true) -> ClusterMember {
        var member = ClusterMember(identity: name, name: name, isOnline: true)
        member.ip = host
        if pinned { member.fingerprint = fingerprint }
        return member
    }
}
