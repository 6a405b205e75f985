import Foundation
import PulseCore
import PulseNotifications

/// A change of some of the system's settings, `reporting-operations` §2: only the members that are sent.
struct SystemSettingsUpdate {
    let choices: SystemSettingsStore.Choices

    /// Checks every member.
    ///
    /// - Parameter shown: the settings as they are shown now; what cannot be changed may be sent back unchanged.
    /// - Throws: 400 `invalid_request` or `validation_error`, 409 `env_locked`.
    init(_ body: Data, over former: SystemSettingsStore.Choices, shown: Data, fixed: Set<String>) throws {
        guard let members = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            throw APIError.badRequest("invalid_request", "The body must be an object with settings")
        }
        let current = (try? JSONSerialization.jsonObject(with: shown) as? [String: Any]) ?? [:]
        var wanted = former
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where !Self.isSame(value, current[name]) {
            if let variable = Self.variables[name], fixed.contains(variable) {
                throw APIError(409, "env_locked", "\(name) is fixed by \(variable)", details: ["field": name])
            }
            try Self.set(name, value, in: &wanted)
        }
        choices = wanted
    }

    private static let variables = ["pvePollingInterval": "PVE_POLLING_INTERVAL", "publicURL": "PULSE_PUBLIC_URL"]

    private static func set(_ name: String, _ value: Any, in wanted: inout SystemSettingsStore.Choices) throws {
        switch name {
        case "pvePollingInterval":
            guard let seconds = value as? Int, (10...3600).contains(seconds) else { throw wrong(name, "must be 10 to 3600 seconds") }
            wanted.pvePollingInterval = seconds
        case "publicURL":
            guard let text = value as? String, text.isEmpty || isPublicURL(text) else {
                throw wrong(name, "must be an http or https address without user name")
            }
            wanted.publicURL = text
        case "webhookAllowedPrivateCIDRs":
            guard let text = value as? String else { throw wrong(name, "must be a text") }
            wanted.webhookAllowedPrivateCIDRs = try blocks(text, name)
        case "theme":
            guard let text = value as? String, ["", "light", "dark"].contains(text) else {
                throw wrong(name, "must be light, dark or empty")
            }
            wanted.theme = text
        case "fullWidthMode":
            guard let flag = value as? Bool else { throw wrong(name, "must be true or false") }
            wanted.fullWidthMode = flag
        default: throw wrong(name, "cannot be changed in this version")
        }
    }

    private static func blocks(_ text: String, _ name: String) throws -> String {
        do { return try WebhookAddressRules.blocks(in: text).map(\.description).joined(separator: ",") } catch {
            throw wrong(name, "cannot be taken: \(error.sentence)")
        }
    }

    private static func isPublicURL(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else { return false }
        return ["http", "https"].contains(parts.scheme) && parts.user == nil && parts.password == nil
    }

    private static func isSame(_ value: Any, _ other: Any?) -> Bool {
        guard let value = value as? NSObject, let other = other as? NSObject else { return false }
        return value.isEqual(other)
    }

    private static func wrong(_ name: String, _ words: String) -> APIError {
        .badRequest("validation_error", "\(name) \(words)", details: ["field": name])
    }
}
