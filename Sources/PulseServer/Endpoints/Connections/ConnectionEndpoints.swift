import PulseAccess
import PulseCore
import PulseMonitor
import PulseProxmox

/// The configured connections to Proxmox servers, `platform-connections` §1–§5.
public struct ConnectionEndpoints: Sendable {
    let supervisor: ConnectionSupervisor
    let probe: ConnectionProbe
    let feed: LiveFeed
    let audit: any AuditSink

    public init(supervisor: ConnectionSupervisor, probe: ConnectionProbe, feed: LiveFeed, audit: any AuditSink) {
        self.supervisor = supervisor
        self.probe = probe
        self.feed = feed
        self.audit = audit
    }

    /// Bodies up to here are read, so that one that is too large is answered in the contract's words.
    static let readLimit = 256 * 1024

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/config/nodes", access: .admin(.settingsRead), rateClass: .configRead, answers: .list(Self.node),
                "Every configured connection, without secrets.", handler: list),
            .post(
                "/api/config/nodes", access: .admin(.settingsWrite), bodyLimit: Self.readLimit, rateClass: .configWrite,
                request: Self.body, answers: .any, "Adds a connection and starts polling it.", handler: create),
            .post(
                "/api/config/nodes/test-connection", access: .admin(.settingsWrite), bodyLimit: Self.readLimit, rateClass: .configWrite,
                request: Self.body, answers: .any, "Tries a connection that is not saved, and says what works.", handler: testConnection),
            .post(
                "/api/config/nodes/test-config", access: .admin(.settingsWrite), bodyLimit: Self.readLimit, rateClass: .configWrite,
                request: Self.body, answers: Self.testAnswer, "Tries a connection that is not saved; the short answer.",
                handler: testConfiguration),
            .put(
                "/api/config/nodes/{id...}", access: .admin(.settingsWrite), bodyLimit: Self.readLimit, rateClass: .configWrite,
                request: Self.body, answers: Self.done, "Changes the members of a connection that are sent.", handler: update),
            .delete(
                "/api/config/nodes/{id...}", access: .admin(.settingsWrite), rateClass: .configWrite, answers: Self.done,
                "Forgets a connection and what only it described.", handler: remove),
            .post(
                "/api/config/nodes/{id}/test", access: .admin(.settingsWrite), bodyLimit: Self.readLimit, rateClass: .configWrite,
                answers: Self.testAnswer, "Tries a saved connection.", handler: testSaved),
            .post(
                "/api/config/nodes/{id}/refresh-cluster", access: .admin(.settingsWrite), bodyLimit: Self.readLimit,
                rateClass: .configWrite, answers: .any, "Asks a PVE connection for the members of its cluster again.",
                handler: refreshCluster),
        ]
    }

    private func list(_ context: RequestContext) async throws -> APIResponse {
        // With an empty list instead, people would believe that nothing was ever configured.
        if let fault = supervisor.store.fault, !supervisor.isMock { throw APIError(500, fault.code, fault.message) }
        let overview = supervisor.overview
        return .json { writer in writer.array(overview) { $1.write(to: &$0) } }
    }

    /// The connection that the path names.
    func named(_ context: RequestContext) async throws -> ProxmoxConnection {
        try await connecting {
            if let fault = supervisor.store.fault, !supervisor.isMock { throw fault }
            return try supervisor.list.find(ConnectionReference(context.parameters["id"]))
        }
    }

    func refuseInMockMode() throws {
        if supervisor.isMock { throw APIError.mockMode }
    }

    func record(_ type: String, _ context: RequestContext, success: Bool = true, _ details: String) {
        audit.record(
            AuditEvent(type, user: context.principal?.name ?? "", address: context.clientAddress, success: success, details: details))
    }

    static let done: Schema = .object([("status", .text)])
    static let testAnswer: Schema = .object([("status", .text), ("message", .text), ("latency?", .integer), ("code?", .text)])
    static let node: Schema = .named(
        "ConnectionNode",
        .object([
            ("id", .text), ("type", .choice(["pve", "pbs", "pmg"])), ("name", .text), ("host", .text), ("guestURL?", .text),
            ("user?", .text), ("tokenName?", .text), ("hasPassword", .flag), ("hasToken", .flag), ("fingerprint?", .text),
            ("verifySSL", .flag), ("enabled", .flag), ("excludeDatastores", .list(.text)),
            ("status", .choice(["connected", "disconnected", "error"])), ("isCluster?", .flag), ("clusterName?", .text),
            ("clusterEndpoints", .list(.any)), ("source?", .text), ("version?", .text), ("warnings?", .list(.text)),
            ("changedFingerprint?", .text), ("lastError?", .text), ("lastSuccess?", .moment), ("statusMessage?", .text),
        ]))
    static let body: Schema = .named(
        "ConnectionRequest",
        .object([
            ("type", .choice(["pve", "pbs", "pmg"])), ("name", .text), ("host", .text), ("guestURL?", .text), ("user?", .text),
            ("password?", .text), ("tokenName?", .text), ("tokenValue?", .text), ("fingerprint?", .text), ("verifySSL?", .flag),
            ("trustOnFirstUse?", .flag), ("enabled?", .flag), ("monitorPhysicalDisks?", .flag),
            ("physicalDiskPollingMinutes?", .integer), ("temperatureMonitoringEnabled?", .flag), ("excludeDatastores?", .list(.text)),
            ("clusterEndpointOverrides?", .list(.any)), ("clusterNodeDisplayNameOverrides?", .list(.any)),
        ]))
}
