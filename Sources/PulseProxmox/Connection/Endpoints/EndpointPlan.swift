import PulseOutbound

/// Where the nodes of a connection answer and how each is trusted, in the order in which they are asked.
///
/// The configured address comes first, then the members of its cluster, those that the cluster itself calls offline last. Each member is trusted on its own: the
/// connection's fingerprint names one certificate, so it says nothing about the others. But whoever pins the one they
/// gave does not want credentials to go to just anybody, so a member that has no pin yet must then satisfy the system.
struct EndpointPlan: Sendable, Equatable {
    struct Endpoint: Sendable, Equatable {
        var origin: String
        var trust: TLSTrust
        /// The member that answers there; `nil` for the configured address while its node is not known.
        var identity: String?
        var nodeName: String?
        var isConfigured: Bool
    }

    var endpoints: [Endpoint]

    /// The most endpoints of one connection.
    static let limit = ClusterMembership.memberLimit

    /// - Parameter policy: Judges discovered addresses; what people gave is exempt.
    init(_ connection: ProxmoxConnection, membership: ClusterMembership?, policy: AddressPolicy) {
        endpoints = []
        let configured = try? HostAddress(connection.host, product: connection.product)
        let members = membership?.members.prefix(Self.limit) ?? []
        let own = configured.flatMap { address in members.first { $0.isAt(address) } }
        endpoints.append(
            Endpoint(
                origin: configured?.description ?? connection.host, trust: connection.trust, identity: own?.identity,
                nodeName: own?.name, isConfigured: true))
        guard connection.product == .pve, let configured else { return }
        var taken: Set<String> = [configured.description]
        for member in members.filter(\.isOnline) + members.filter({ !$0.isOnline }) where member.identity != own?.identity {
            guard let address = member.address(beside: configured, verifiesNames: connection.verifySSL, policy: policy) else { continue }
            let origin = address.description
            guard taken.insert(origin).inserted else { continue }
            let trust = member.fingerprint.map(TLSTrust.pinned) ?? (connection.trust == .anything ? .anything : .system)
            endpoints.append(
                Endpoint(origin: origin, trust: trust, identity: member.identity, nodeName: member.name, isConfigured: false))
        }
    }
}

extension ClusterMember {
    /// Whether a configured address is this member's.
    func isAt(_ address: HostAddress) -> Bool {
        if let literal = address.address {
            return [ip, ipOverride].compactMap { $0.flatMap(IPAddress.init) }.contains(literal)
        }
        let node = name.lowercased()
        return address.host == node || address.host.hasPrefix(node + ".")
    }

    /// Where to ask the member, `platform-polling` §1.2; `nil` when no usable address is known.
    ///
    /// Names come first only where they matter: under the system's authorities, which sign names.
    func address(beside configured: HostAddress, verifiesNames: Bool, policy: AddressPolicy) -> HostAddress? {
        if let ipOverride, let address = Self.read(ipOverride, beside: configured) { return address }
        let byName = host.flatMap { Self.read($0, beside: configured) }
        let byIP = ip.flatMap { Self.read($0, beside: configured) }
        let order = verifiesNames && fingerprint == nil ? [byName, byIP] : [byIP, byName]
        return order.compactMap { $0 }.first { address in address.address.map(policy.permits) ?? true }
    }

    /// An address that gives no port has the port of the configured one, unless that is behind a web server.
    static func read(_ text: String, beside configured: HostAddress) -> HostAddress? {
        // A cluster that is reached without TLS has members that are, too.
        let whole = text.contains("://") || configured.isEncrypted ? text : "http://" + text
        guard let address = try? HostAddress(whole, product: .pve) else { return nil }
        let standard = ProxmoxProduct.pve.defaultPort
        guard address.port == standard, configured.port != 443, configured.port != 80 else { return address }
        return address.at(port: configured.port)
    }
}
