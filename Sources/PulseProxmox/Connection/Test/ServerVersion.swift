import PulseCore

/// What a Proxmox server says it is: `GET /version`.
public struct ServerVersion: Sendable, Equatable {
    /// For example `8.4.1`.
    public var version: String?
    /// For example `8.4`.
    public var release: String?

    /// Reads `{"data":{"version":…}}`; `nil` for an answer of another form, which is no Proxmox server's.
    public init?(answer: [UInt8]) {
        var version: String?
        var release: String?
        let isEnvelope: Bool? = try? JSONReader.read(answer) { reader throws(JSONFailure) in
            var isEnvelope = false
            try reader.object { key, reader throws(JSONFailure) in
                guard case "data" = key else { return }
                isEnvelope = try reader.object { key, reader throws(JSONFailure) in
                    switch key {
                    case "version": version = try reader.text()
                    case "release": release = try reader.text()
                    default: break
                    }
                }
            }
            return isEnvelope
        }
        guard isEnvelope == true, version != nil || release != nil else { return nil }
        self.version = version
        self.release = release
    }

    /// For example 8.
    public var major: Int? {
        let digits = (version ?? release ?? "").prefix { $0.isNumber }
        return Int(digits)
    }
}
