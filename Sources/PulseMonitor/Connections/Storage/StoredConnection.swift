import PulseOutbound
import PulseProxmox

/// A connection as `nodes.enc` holds it. Members may be added; the meaning of one that was released never changes.
struct StoredConnection: Codable {
    var id: String
    var product: String
    var name: String
    var host: String
    var guestURL: String?
    var user: String?
    var password: String?
    var tokenID: String?
    var tokenSecret: String?
    var verifySSL: Bool
    var fingerprint: String?
    var isEnabled: Bool
    var monitors: Monitors
    var physicalDiskPollingMinutes: Int?
    var temperatureMonitoring: Bool?
    var cluster: Cluster?
    var registeredBy: String?
    var excludedDatastores: [String]?

    struct Monitors: Codable {
        /// The names of what is watched.
        var on: [String]
        var physicalDisks: Bool?
    }

    struct Cluster: Codable {
        var name: String
        var members: [Member]
    }

    struct Member: Codable {
        var identity: String
        var nativeID: String?
        var name: String
        var aliases: [String]?
        var displayName: String?
        var host: String?
        var guestURL: String?
        var ip: String?
        var ipOverride: String?
        var fingerprint: String?
        var changedFingerprint: String?
    }

    init(_ connection: ProxmoxConnection) {
        id = connection.id
        product = connection.product.rawValue
        name = connection.name
        host = connection.host
        guestURL = connection.guestURL
        switch connection.credentials {
        case .password(let user, let password): (self.user, self.password) = (user, password)
        case .token(let id, let secret): (tokenID, tokenSecret) = (id, secret)
        }
        verifySSL = connection.verifySSL
        fingerprint = connection.fingerprint?.description
        isEnabled = connection.isEnabled
        monitors = Monitors(on: connection.monitors.names, physicalDisks: connection.monitors.physicalDisks)
        physicalDiskPollingMinutes = connection.physicalDiskPollingMinutes
        temperatureMonitoring = connection.temperatureMonitoring
        cluster = connection.cluster.map { Cluster(name: $0.name, members: $0.members.map(Member.init)) }
        registeredBy = connection.registeredBy
        excludedDatastores = connection.excludedDatastores.isEmpty ? nil : connection.excludedDatastores
    }

    /// `nil` for a product that this version does not know.
    var connection: ProxmoxConnection? {
        guard let product = ProxmoxProduct(rawValue: product) else { return nil }
        let credentials: ProxmoxCredentials =
            tokenID.map { .token(id: $0, secret: tokenSecret ?? "") } ?? .password(user: user ?? "", password: password ?? "")
        var connection = ProxmoxConnection(id: id, product: product, name: name, host: host, credentials: credentials)
        connection.guestURL = guestURL
        connection.verifySSL = verifySSL
        connection.fingerprint = fingerprint.flatMap { Fingerprint($0) }
        connection.isEnabled = isEnabled
        connection.monitors = ProxmoxConnection.Monitoring(names: monitors.on)
        connection.monitors.physicalDisks = monitors.physicalDisks
        connection.physicalDiskPollingMinutes = physicalDiskPollingMinutes
        connection.temperatureMonitoring = temperatureMonitoring
        connection.cluster = cluster.map { ClusterMembership(name: $0.name, members: $0.members.map(\.member)) }
        connection.registeredBy = registeredBy
        connection.excludedDatastores = excludedDatastores ?? []
        return connection
    }
}

extension StoredConnection.Member {
    init(_ member: ClusterMember) {
        identity = member.identity
        nativeID = member.nativeID
        name = member.name
        aliases = member.aliases.isEmpty ? nil : member.aliases
        displayName = member.displayName
        host = member.host
        guestURL = member.guestURL
        ip = member.ip
        ipOverride = member.ipOverride
        fingerprint = member.fingerprint?.description
        changedFingerprint = member.changedFingerprint?.description
    }

    /// Nobody knows yet how it fares.
    var member: ClusterMember {
        var member = ClusterMember(identity: identity, name: name, isOnline: false)
        member.nativeID = nativeID
        member.aliases = aliases ?? []
        member.displayName = displayName
        member.host = host
        member.guestURL = guestURL
        member.ip = ip
        member.ipOverride = ipOverride
        member.fingerprint = fingerprint.flatMap { Fingerprint($0) }
        member.changedFingerprint = changedFingerprint.flatMap { Fingerprint($0) }
        return member
    }
}
