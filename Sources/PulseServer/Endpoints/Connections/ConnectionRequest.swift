import PulseProxmox

/// The body of `POST` and `PUT /api/config/nodes` and of the tests, `platform-connections` §2.2. Tells what is absent from what is null.
struct ConnectionRequest: Decodable {
    /// A member of the body.
    enum Member<Value: Decodable & Sendable>: Sendable {
        case absent
        case null
        case value(Value)

        var value: Value? { if case .value(let value) = self { value } else { nil } }
        var isNull: Bool { if case .null = self { true } else { false } }
    }

    struct EndpointOverride: Decodable, Sendable {
        var nodeName: String?
        var nodeIdentity: String?
        var ipOverride: String?
        /// Accepts a certificate of this member.
        var fingerprint: String?
    }

    struct DisplayNameOverride: Decodable, Sendable {
        var nodeIdentity: String
        var displayName: String?
    }

    /// The largest body, in bytes.
    static let bodyLimit = 32 * 1024

    var type: Member<String> = .absent
    var name: Member<String> = .absent
    var host: Member<String> = .absent
    var guestURL: Member<String> = .absent
    var user: Member<String> = .absent
    var password: Member<String> = .absent
    var tokenName: Member<String> = .absent
    var tokenValue: Member<String> = .absent
    var fingerprint: Member<String> = .absent
    var verifySSL: Member<Bool> = .absent
    var trustOnFirstUse: Member<Bool> = .absent
    var enabled: Member<Bool> = .absent
    var monitorPhysicalDisks: Member<Bool> = .absent
    var physicalDiskPollingMinutes: Member<Int> = .absent
    var temperatureMonitoringEnabled: Member<Bool> = .absent
    var excludeDatastores: Member<[String]> = .absent
    var clusterEndpointOverrides: Member<[EndpointOverride]> = .absent
    var clusterNodeDisplayNameOverrides: Member<[DisplayNameOverride]> = .absent
    /// The switches of what is watched, by their names.
    var monitors: [String: Bool] = [:]

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let plainFields = [
        "type", "name", "host", "guestURL", "user", "password", "tokenName", "tokenId", "tokenValue", "tokenSecret", "fingerprint",
        "verifySSL", "trustOnFirstUse", "enabled", "monitorPhysicalDisks", "physicalDiskPollingMinutes", "temperatureMonitoringEnabled",
        "excludeDatastores", "clusterEndpointOverrides", "clusterNodeDisplayNameOverrides",
    ]
    private static let switchNames = Set(ProxmoxConnection.Monitoring.switches.map(\.name))

    /// Every member that may occur, aliases included.
    static let knownFields = Set(plainFields).union(switchNames)

    init(from decoder: any Decoder) throws {
        let body = try decoder.container(keyedBy: Key.self)
        type = try Self.read(body, "type")
        name = try Self.read(body, "name")
        host = try Self.read(body, "host")
        guestURL = try Self.read(body, "guestURL")
        user = try Self.read(body, "user")
        password = try Self.read(body, "password")
        tokenName = try Self.read(body, "tokenName", "tokenId")
        tokenValue = try Self.read(body, "tokenValue", "tokenSecret")
        fingerprint = try Self.read(body, "fingerprint")
        verifySSL = try Self.read(body, "verifySSL")
        trustOnFirstUse = try Self.read(body, "trustOnFirstUse")
        enabled = try Self.read(body, "enabled")
        monitorPhysicalDisks = try Self.read(body, "monitorPhysicalDisks")
        physicalDiskPollingMinutes = try Self.read(body, "physicalDiskPollingMinutes")
        temperatureMonitoringEnabled = try Self.read(body, "temperatureMonitoringEnabled")
        excludeDatastores = try Self.read(body, "excludeDatastores")
        clusterEndpointOverrides = try Self.read(body, "clusterEndpointOverrides")
        clusterNodeDisplayNameOverrides = try Self.read(body, "clusterNodeDisplayNameOverrides")
        for name in Self.switchNames {
            let flag: Member<Bool> = try Self.read(body, name)
            if let value = flag.value { monitors[name] = value }
        }
    }

    /// The member under its name or, when that is absent, under its alias.
    private static func read<Value: Decodable & Sendable>(
        _ body: KeyedDecodingContainer<Key>, _ name: String, _ alias: String? = nil
    ) throws -> Member<Value> {
        for key in [name, alias].compactMap({ $0.map(Key.init(stringValue:)) }) where body.contains(key) {
            return try body.decodeNil(forKey: key) ? .null : .value(try body.decode(Value.self, forKey: key))
        }
        return .absent
    }
}
