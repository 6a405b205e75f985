/// What one source row proves about which real thing it is, normalised once when it changes.
struct Evidence: Sendable, Equatable {
    var machineID: String?
    var dmiUUID: String?
    var hostnames: [Hostname] = []
    var addresses: Set<String> = []
    var hardwareAddresses: Set<String> = []
    var clusterName: String?
    /// Rows that share a token may be one; no others need comparing.
    var tokens: [String] = []

    init(_ row: ObservedResource, source: SourceKind, soloID: String) {
        let identity = row.identity
        let isDisk = row.kind == .physicalDisk
        machineID = NetworkEvidence.identifier(identity.machineID)
        dmiUUID = NetworkEvidence.identifier(identity.dmiUUID)
        if !isDisk {
            machineID = machineID?.lowercased()
            dmiUUID = dmiUUID?.lowercased()
        }
        for name in identity.hostnames {
            if let hostname = Hostname(name), !hostnames.contains(hostname) { hostnames.append(hostname) }
        }
        addresses = Set(identity.ipAddresses.compactMap(NetworkEvidence.address))
        hardwareAddresses = Set(identity.macAddresses.compactMap(NetworkEvidence.hardwareAddress))
        clusterName = identity.clusterName.flatMap { $0.isEmpty ? nil : $0.lowercased() }
        tokens = [soloID]
        guard row.kind == .agent || isDisk else { return }
        let family = isDisk ? "disk" : "host"
        if let machineID { tokens.append(Self.machineToken(family, machineID)) }
        if let dmiUUID { tokens.append("\(family) dmi \(dmiUUID)") }
        guard !isDisk else { return }
        tokens.append(contentsOf: Set(hostnames.map { "host name " + $0.short }))
        tokens.append("host row \(source.rawValue) \(row.sourceID)")
        if let other = row.counterpart { tokens.append("host row \(other.source.rawValue) \(other.sourceID)") }
    }

    static func machineToken(_ family: String, _ id: String) -> String { "\(family) machine \(id)" }

    func sharesHostname(with other: Evidence) -> Bool {
        hostnames.contains { name in other.hostnames.contains { name.matches($0) } }
    }

    /// Both are known and differ: whatever else agrees, these are two things.
    func contradicts(_ other: Evidence) -> Bool {
        guard let machineID, let theirs = other.machineID else { return false }
        return machineID != theirs
    }
}
