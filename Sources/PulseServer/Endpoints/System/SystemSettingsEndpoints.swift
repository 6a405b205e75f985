import Foundation
import PulseAccess
import PulseCore

/// The system's settings: shown, and changed where a change takes effect at once, `reporting-operations` §2.
public struct SystemSettingsEndpoints: Sendable {
    let configuration: PulseConfiguration
    let store: SystemSettingsStore
    let audit: any AuditSink
    let changed: @Sendable (SystemSettingsStore.Choices) async -> Void

    /// - Parameters:
    ///   - configuration: what the environment says.
    ///   - changed: makes new choices take effect.
    public init(
        configuration: PulseConfiguration, store: SystemSettingsStore, audit: any AuditSink,
        changed: @escaping @Sendable (SystemSettingsStore.Choices) async -> Void
    ) {
        self.configuration = configuration
        self.store = store
        self.audit = audit
        self.changed = changed
    }

    private static let bodyLimit = 64 * 1024

    public var endpoints: [Endpoint] {
        [
            .get(
                "/api/config/system", access: .admin(.settingsRead), rateClass: .configRead, answers: .any,
                "The system's settings, read only."
            ) { _ in .json { shown.write(to: &$0) } },
            .get(
                "/api/system/settings", access: .admin(.settingsRead), rateClass: .configRead, answers: .any, "The system's settings."
            ) { _ in .json { shown.write(to: &$0) } },
            .post(
                "/api/system/settings/update", access: .admin(.settingsWrite), bodyLimit: Self.bodyLimit, rateClass: .configWrite,
                request: .any, answers: .object([("success", .flag)]), "Changes the settings that are sent.", handler: update),
        ]
    }

    private var shown: SystemSettings {
        let choices = store.current
        return SystemSettings(configuration: choices.applied(to: configuration), choices: choices)
    }

    private func update(_ context: RequestContext) async throws -> APIResponse {
        let former = store.current
        var json = JSONWriter()
        shown.write(to: &json)
        let body = context.body.withUnsafeReadableBytes { Data($0) }
        let wanted = try SystemSettingsUpdate(body, over: former, shown: Data(json.bytes), fixed: configuration.fromEnvironment).choices
        do { try store.store(wanted) } catch {
            throw APIError(500, "save_failed", "The settings could not be saved. Nothing was changed.")
        }
        if wanted != former {
            audit.record(AuditEvent("settings_changed", user: context.principal?.name ?? "", address: context.clientAddress))
            await changed(wanted)
        }
        return .object { $0.field("success", true) }
    }
}
