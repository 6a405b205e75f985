import PulseCore

/// The operating system that the guest agent reports, `GET …/agent/get-osinfo`.
struct GuestSystem: Sendable, Equatable {
    /// `Debian GNU/Linux`, `Microsoft Windows`, …
    var name: String?
    /// `12 (bookworm)`, …
    var version: String?
    var kernel: String?
    var machine: String?

    init() {}

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var system = GuestSystem()
        var pretty: String?
        var versionID: String?
        try Envelope.agentObject(bytes) { (key, reader) throws(JSONFailure) in
            switch key {
            case "name": system.name = try reader.text()
            case "pretty-name": pretty = try reader.text()
            case "version": system.version = try reader.text()
            case "version-id": versionID = try reader.text()
            case "kernel-release": system.kernel = try reader.text()
            case "machine": system.machine = try reader.text()
            default: break
            }
        }
        system.name = system.name ?? pretty
        system.version = system.version ?? versionID
        self = system
    }

    var isEmpty: Bool { self == GuestSystem() }

    /// The version of the agent itself, `GET …/agent/info`.
    static func agentVersion(_ bytes: [UInt8]) throws(JSONFailure) -> String? {
        var version: String?
        try Envelope.agentObject(bytes) { (key, reader) throws(JSONFailure) in
            if case "version" = key { version = try reader.text() }
        }
        return version
    }
}
