import PulseAccess
import PulseCore

/// Which settings surfaces a caller would be let into, by the same rules as their endpoints.
struct SettingsCapabilities {
    private static let gates: [(name: StaticString, rule: AccessRule)] = [
        ("infrastructureRead", .admin(.settingsRead)), ("availabilityRead", .admin(.settingsRead)),
        ("diagnosticsRead", .admin(.settingsRead)), ("systemLogsRead", .admin(.settingsRead)),
        ("pulseIntelligenceRead", .admin(.settingsRead)), ("reportingRead", .admin(.settingsRead)),
        ("systemSettingsRead", .admin(.settingsRead)), ("apiAccessRead", .admin(.settingsRead)),
        ("apiAccessWrite", .admin(.settingsWrite)), ("authenticationRead", .admin(.settingsRead)),
        ("authenticationWrite", .admin(.settingsWrite)), ("singleSignOnRead", .admin(.settingsRead)),
        ("singleSignOnWrite", .admin(.settingsWrite)), ("roles", .admin(.settingsRead)), ("users", .admin(.settingsRead)),
        ("auditLog", .anyAdmin([.auditRead, .settingsRead])), ("auditWebhooksRead", .admin(.settingsRead)),
        ("auditWebhooksWrite", .admin(.settingsWrite)), ("alertsWrite", .scope(.monitoringWrite)), ("relayRead", .admin(.settingsRead)),
        ("relayWrite", .admin(.settingsWrite)),
    ]

    let principal: Principal

    init(_ principal: Principal) { self.principal = principal }

    func write(_ writer: inout JSONWriter) {
        writer.object { writer in
            for gate in Self.gates { writer.field(gate.name, gate.rule.refusal(for: principal) == nil) }
            // Billing is for people only.
            writer.field("billingAdmin", principal.method != .apiToken && principal.isAdmin)
        }
    }
}
