import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox

/// One set of rules for all five entry points that take a connection.
extension ConnectionRequest {
    static func invalid(_ message: String) -> APIError { .badRequest("validation_error", message) }

    /// Longest text of names, users and addresses, in characters.
    private static let longestText = 512
    /// Longest secret, in bytes.
    private static let longestSecret = 8192

    /// A whole connection from the body. The order of the checks is that of `platform-connections` §3.1.
    ///
    /// - Parameter needsName: without a name the host's stands in; for tests.
    func connection(id: String, needsName: Bool = true) throws(APIError) -> ProxmoxConnection {
        let wanted = try Self.text(name, "Name")
        if needsName, wanted.isEmpty { throw Self.invalid("Name is required") }
        let kind = try Self.text(type, "Type")
        guard !kind.isEmpty else { throw Self.invalid("Type is required") }
        guard !(try Self.text(host, "Host")).isEmpty else { throw Self.invalid("Host is required") }
        guard let product = ProxmoxProduct(rawValue: kind) else { throw Self.invalid("Invalid node type") }
        let address = try address(product)
        guard let credentials = try newCredentials(product) else {
            throw .badRequest("missing_credentials", "Authentication credentials required")
        }
        var connection = ProxmoxConnection(
            id: id, product: product, name: wanted.isEmpty ? address.host : wanted, host: address.description, credentials: credentials)
        try applyDetails(to: &connection)
        return connection
    }

    /// The address of the body. Refuses addresses that Pulse never talks to.
    private func address(_ product: ProxmoxProduct) throws(APIError) -> HostAddress {
        let address: HostAddress
        do { address = try HostAddress(host.value ?? "", product: product) } catch {
            throw .badRequest(error.code, error.message)
        }
        if let literal = address.address, !AddressPolicy().permits(literal) {
            throw .badRequest("address_refused", "Invalid configuration")
        }
        return address
    }

    /// Changes what the body names; the rest stays. `PUT`, §3.2.
    func apply(to connection: inout ProxmoxConnection) throws(APIError) {
        if case .value = name {
            let wanted = try Self.text(name, "Name")
            guard !wanted.isEmpty else { throw Self.invalid("Name is required") }
            connection.name = wanted
        }
        if case .value = host {
            let address = try address(connection.product).description
            if address != connection.host {
                // A pin and a cluster belong to the server that was there.
                connection.host = address
                connection.fingerprint = nil
                connection.cluster = nil
            }
        }
        try applyCredentials(to: &connection)
        try applyDetails(to: &connection)
        try applyOverrides(to: &connection)
    }

    private func applyDetails(to connection: inout ProxmoxConnection) throws(APIError) {
        switch guestURL {
        case .absent: break
        case .null: connection.guestURL = nil
        case .value(let text): connection.guestURL = try Self.webAddress(text)
        }
        switch fingerprint {
        case .absent: break
        case .null: connection.fingerprint = nil
        case .value(let text): connection.fingerprint = try Self.fingerprint(text)
        }
        if let flag = verifySSL.value { connection.verifySSL = flag }
        if let flag = enabled.value { connection.isEnabled = flag }
        for entry in ProxmoxConnection.Monitoring.switches where entry.product == connection.product {
            if let flag = monitors[entry.name] { connection.monitors[keyPath: entry.path] = flag }
        }
        if let flag = monitorPhysicalDisks.value { connection.monitors.physicalDisks = flag }
        if monitorPhysicalDisks.isNull { connection.monitors.physicalDisks = nil }
        if let flag = temperatureMonitoringEnabled.value { connection.temperatureMonitoring = flag }
        if temperatureMonitoringEnabled.isNull { connection.temperatureMonitoring = nil }
        if let minutes = physicalDiskPollingMinutes.value {
            connection.physicalDiskPollingMinutes = minutes > 0 ? min(minutes, 24 * 60) : nil
        }
        if physicalDiskPollingMinutes.isNull { connection.physicalDiskPollingMinutes = nil }
        if excludeDatastores.isNull { connection.excludedDatastores = [] }
        if let names = excludeDatastores.value {
            guard names.count <= 256 else { throw .badRequest("limit_exceeded", "At most 256 datastores can be excluded") }
            var seen: Set<String> = []
            connection.excludedDatastores = names.map(Self.trimmed).filter { !$0.isEmpty && seen.insert($0).inserted }
        }
    }

    private func applyOverrides(to connection: inout ProxmoxConnection) throws(APIError) {
        let product = connection.product
        for override in clusterEndpointOverrides.value ?? [] {
            try Self.change(&connection, { $0.name == override.nodeName || $0.identity == override.nodeIdentity }) {
                (member: inout ClusterMember) throws(APIError) in
                if let address = override.ipOverride { member.ipOverride = try Self.override(address, product) }
                if let text = override.fingerprint {
                    member.fingerprint = try Self.fingerprint(text)
                    member.changedFingerprint = nil
                }
            }
        }
        for override in clusterNodeDisplayNameOverrides.value ?? [] {
            try Self.change(&connection, { $0.identity == override.nodeIdentity }) { (member: inout ClusterMember) throws(APIError) in
                let name = try Self.clean(override.displayName ?? "", "Display name")
                member.displayName = name.isEmpty ? nil : name
            }
        }
    }

    private static func change(
        _ connection: inout ProxmoxConnection, _ picks: (ClusterMember) -> Bool, _ change: (inout ClusterMember) throws(APIError) -> Void
    ) throws(APIError) {
        guard let place = connection.cluster?.members.firstIndex(where: picks), var member = connection.cluster?.members[place] else {
            throw invalid("No such cluster node")
        }
        try change(&member)
        connection.cluster?.members[place] = member
    }

    private static func override(_ text: String, _ product: ProxmoxProduct) throws(APIError) -> String? {
        let wanted = trimmed(text)
        guard !wanted.isEmpty else { return nil }
        do {
            let address = try HostAddress(wanted, product: product)
            if let literal = address.address, !AddressPolicy().permits(literal) {
                throw APIError.badRequest("address_refused", "Invalid configuration")
            }
        } catch let fault as HostAddressFault {
            throw .badRequest(fault.code, fault.message)
        } catch {
            throw error as? APIError ?? invalid("Invalid host format")
        }
        return wanted
    }

    static func fingerprint(_ text: String) throws(APIError) -> Fingerprint? {
        let wanted = trimmed(text)
        guard !wanted.isEmpty else { return nil }
        guard let fingerprint = Fingerprint(wanted) else { throw invalid("Invalid fingerprint") }
        return fingerprint
    }

    /// An address for people to follow: http or https, nothing that a browser would run.
    private static func webAddress(_ text: String) throws(APIError) -> String? {
        let wanted = try clean(text, "Guest URL", longest: 2048)
        guard !wanted.isEmpty else { return nil }
        let full = wanted.contains("://") ? wanted : "https://\(wanted)"
        let lower = full.lowercased()
        guard lower.hasPrefix("http://") || lower.hasPrefix("https://"), !full.contains(where: \.isWhitespace) else {
            throw invalid("Invalid guest URL")
        }
        guard (try? HostAddress(full, product: .pve)) != nil else { throw invalid("Invalid guest URL") }
        return full
    }

    // MARK: Texts

    static func text(_ member: Member<String>, _ title: String) throws(APIError) -> String { try clean(member.value ?? "", title) }

    /// Trimmed, of some length at most, without control characters.
    static func clean(_ text: String, _ title: String, longest: Int = longestText) throws(APIError) -> String {
        let text = trimmed(text)
        guard text.count <= longest else { throw invalid("\(title) is too long") }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else { throw invalid("\(title) is invalid") }
        return text
    }

    static func secret(_ text: String, _ title: String) throws(APIError) -> String {
        guard text.utf8.count <= longestSecret, text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw invalid("\(title) is invalid")
        }
        return text
    }

    static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
