import PulseAccess
import PulseAlerting
import PulseAlerts
import PulseCore
import PulseInventory

/// Alerts: settings, what is open, what was, and what people do with them, `alerts` §1.
public struct AlertEndpoints: Sendable {
    let service: AlertService
    let settings: AlertSettings
    let store: AlertStore
    let judge: AlertJudge
    let snapshot: @Sendable () -> InventorySnapshot
    let audit: any AuditSink

    public init(
        service: AlertService, settings: AlertSettings, store: AlertStore, judge: AlertJudge,
        snapshot: @escaping @Sendable () -> InventorySnapshot, audit: any AuditSink
    ) {
        self.service = service
        self.settings = settings
        self.store = store
        self.judge = judge
        self.snapshot = snapshot
        self.audit = audit
    }

    static let bodyLimit = 1 << 20
    static let noteLimit = 8 * 1024

    public var endpoints: [Endpoint] { configuring + reading + acting + asking }

    private var configuring: [Endpoint] {
        [
            .get(
                "/api/alerts/config", access: .scope(.monitoringRead), answers: Self.configuration,
                "The alert settings, complete and normalised; the ETag guards a PUT.", handler: readConfiguration),
            .put(
                "/api/alerts/config", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: Self.configuration,
                answers: .object([("success", .flag), ("message", .text), ("warnings", .list(.text))]),
                "Replaces the alert settings. If-Match refuses (412) when somebody else was quicker.", handler: changeConfiguration),
            .post(
                "/api/alerts/activate", access: .scope(.monitoringWrite),
                answers: .object([("success", .flag), ("message", .text), ("state", .text), ("activationTime?", .moment)]),
                "Lets notifications out.", handler: activate),
        ]
    }

    private var reading: [Endpoint] {
        [
            .get(
                "/api/alerts/active", access: .scope(.monitoringRead), answers: .list(Self.alert), "Open alerts, the worst first."
            ) { _ in
                let alerts = service.current.active
                return .json { json in json.array(alerts) { $1.write(to: &$0) } }
            },
            .get(
                "/api/alerts/history", access: .scope(.monitoringRead), answers: .list(Self.alert),
                "Past and open alerts, newest first; X-Total-Count says how many match.", handler: history),
            .delete(
                "/api/alerts/history", access: .scope(.monitoringWrite), answers: .object([("status", .text), ("message", .text)]),
                "Erases the history; open alerts and incidents stay."
            ) { context in
                try await store.clearHistory()
                record("alert_history_cleared", context, "")
                return .object {
                    $0.field("status", "success")
                    $0.field("message", "Alert history cleared")
                }
            },
            .get(
                "/api/alerts/incidents", access: .scope(.monitoringRead), answers: .any,
                "One alert's incident with its timeline, or all incidents of a resource.", handler: incidents),
            .post(
                "/api/alerts/incidents/note", access: .scope(.monitoringWrite), bodyLimit: Self.noteLimit,
                request: .object([("alertIdentifier?", .text), ("incident_id?", .text), ("note", .text)]), answers: Self.done,
                "Adds a note to a timeline.", handler: note),
        ]
    }

    private var acting: [Endpoint] {
        let one: Schema = .object([("alertIdentifier?", .text), ("id?", .text)])
        let many: Schema = .object([("alertIdentifiers?", .list(.text)), ("alertIds?", .list(.text)), ("ids?", .list(.text))])
        let results: Schema = .object([
            ("results", .list(.object([("alertIdentifier", .text), ("success", .flag), ("error?", .text)])))
        ])
        let single: [(String, AlertService.Command, String)] = [
            ("acknowledge", .acknowledge, "Says that somebody has seen the alert; it falls silent."),
            ("unacknowledge", .unacknowledge, "Takes an acknowledgement back."),
            ("clear", .clear, "Ends the alert; it fires again if the condition persists."),
        ]
        return single.map { name, command, summary in
            Endpoint.post(
                "/api/alerts/\(name)", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: one, answers: Self.done,
                summary
            ) { try await act(command, $0) }
        } + [
            .post(
                "/api/alerts/bulk/acknowledge", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: many,
                answers: results, "Acknowledges many alerts."
            ) { try await actOnMany(.acknowledge, $0) },
            .post(
                "/api/alerts/bulk/clear", access: .scope(.monitoringWrite), bodyLimit: Self.bodyLimit, request: many,
                answers: results, "Clears many alerts."
            ) { try await actOnMany(.clear, $0) },
        ]
    }

    func record(_ type: String, _ context: RequestContext, _ details: String) {
        audit.record(AuditEvent(type, user: context.principal?.name ?? "", address: context.clientAddress, details: details))
    }

    static let done: Schema = .object([("success", .flag)])
    static let configuration: Schema = .named("AlertConfig", .any)
    static let alert: Schema = .named(
        "Alert",
        .object([
            ("id", .text), ("type", .text), ("level", .choice(["warning", "critical"])), ("resourceId", .text), ("resourceName", .text),
            ("canonicalSpecId?", .text), ("canonicalKind?", .text), ("canonicalState?", .text), ("node", .text),
            ("nodeDisplayName?", .text),
            ("instance", .text), ("message", .text), ("value", .number), ("threshold", .number), ("startTime", .moment),
            ("lastSeen", .moment), ("acknowledged", .flag), ("ackTime?", .moment), ("ackUser?", .text), ("metadata?", .map(.any)),
            ("lastNotified?", .moment), ("lastEscalation?", .integer), ("escalationTimes?", .list(.moment)),
        ]))
}
