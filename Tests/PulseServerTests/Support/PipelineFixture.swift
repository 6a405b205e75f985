import HTTPTypes
import Logging
import NIOCore
import PulseAccess
import PulseCore

@testable import PulseServer

/// A pipeline over a small table that shows every rule once.
struct PipelineFixture {
    let pipeline: RequestPipeline
    let authenticator: TableAuthenticator
    let clock = ManualWallClock()
    let registry = MetricsRegistry()

    static let document = EncodedDocument(
        Array("[\(Array(repeating: "{\"name\":\"guest\",\"cpu\":12.5}", count: 400).joined(separator: ","))]".utf8), version: "7")

    init(_ change: (inout PipelineSettings) -> Void = { _ in }, webDirectory: String? = nil) throws {
        authenticator = TableAuthenticator(
            tokens: ["all": [.all], "read": [.monitoringRead], "settings": [.settingsRead]], sessions: ["admin": true, "viewer": false])
        var settings = PipelineSettings()
        change(&settings)
        pipeline = RequestPipeline(
            table: try EndpointTable(Self.endpoints, version: "1.2.3"), authenticator: authenticator,
            pages: try WebPages(directory: webDirectory), settings: settings, clock: clock, metrics: HTTPMetrics(registry),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    private struct Broken: Error {}
    private struct Named: Decodable { let name: String }

    static let endpoints: [Endpoint] = [
        .get("/api/health", access: .public, "Health.") { _ in .object { $0.field("status", "healthy") } },
        .get("/api/state", access: .scope(.monitoringRead), rateClass: .unlimited, answers: .any, "State.") { _ in .encoded(document) },
        .get("/api/me", access: .signedIn, "Who.") { context in
            .object {
                $0.field("name", context.principal?.name ?? "")
                $0.field("address", context.clientAddress)
            }
        },
        .get("/api/config/nodes", access: .admin(.settingsRead), "Nodes.") { _ in .object { $0.field("ok", true) } },
        .get("/api/queue", access: .anyAdmin([.settingsRead, .monitoringRead]), "Queue.") { _ in .object { $0.field("ok", true) } },
        .post("/api/items", access: .admin(.settingsWrite), bodyLimit: 100, request: .object([("name", .text)]), "Makes.") { context in
            let body = try context.decodeJSON(Named.self, onlyFields: ["name"])
            return .object(status: 201) { $0.field("name", body.name) }
        },
        .post("/api/login", access: .public, rateClass: .auth, "Logs in.", needsCSRFToken: false) { context in
            APIResponse.object { $0.field("known", context.principal != nil) }
                .setting(ResponseCookie(name: "pulse_session", value: "v", maxAge: 86_400, httpOnly: true, secure: context.isSecure))
        },
        .get("/api/paid", access: .signedIn, licence: LicenceFeature(rawValue: "agent_profiles"), "Paid.") { _ in .noContent },
        .get("/api/items/{id}", access: .signedIn, "One.") { context in .object { $0.field("id", context.parameters["id"]) } },
        .get("/api/storage/{id...}", access: .signedIn, "Rest.") { context in .object { $0.field("id", context.parameters["id"]) } },
        .get("/api/broken", access: .signedIn, "Breaks.") { _ in throw Broken() },
        .get("/api/missing", access: .signedIn, "Misses.") { _ in throw PulseError("resource_not_found", "No such resource") },
        .get("/install.sh", access: .public, "Script.", errorStyle: .text) { _ in
            throw APIError.badRequest("missing_host", "host is required")
        },
    ]

    func request(
        _ method: HTTPRequest.Method, _ target: String, headers: HTTPFields = [:], body: String = "", peer: String = "203.0.113.9",
        isTLS: Bool = false
    ) async -> Answer {
        let bytes = ByteBuffer(string: body)
        let incoming = IncomingRequest(
            method: method, target: target, authority: "pulse.lan:7655", headers: headers, peer: peer, isTLS: isTLS
        ) { limit in
            guard bytes.readableBytes <= limit else { throw NIOTooManyBytesError(maxBytes: limit) }
            return bytes
        }
        return Answer(await pipeline.respond(to: incoming))
    }
}

/// An answer, read for expectations.
struct Answer {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ outgoing: OutgoingResponse) {
        status = outgoing.head.status.code
        headers = outgoing.head.headerFields
        if case .buffer(let buffer) = outgoing.body { bytes = Array(buffer.readableBytesView) } else { bytes = [] }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    subscript(name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
