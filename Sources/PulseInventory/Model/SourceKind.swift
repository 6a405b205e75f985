/// Where knowledge of a resource comes from.
public enum SourceKind: String, Sendable, CaseIterable, Hashable, Codable {
    case proxmox, agent, docker, pbs, pmg, kubernetes, truenas, vmware, availability

    /// By its place: the default of an enumeration with names hashes the name, and every rule looks states up by source.
    public func hash(into hasher: inout Hasher) { hasher.combine(place) }

    private var place: UInt8 {
        switch self {
        case .proxmox: 0
        case .agent: 1
        case .docker: 2
        case .pbs: 3
        case .pmg: 4
        case .kubernetes: 5
        case .truenas: 6
        case .vmware: 7
        case .availability: 8
        }
    }
}

/// One describer of resources: a kind of source and the connection or agent that spoke, for example
/// `proxmox` and the connection's name, or `agent` and the machine's id.
public struct SourceScope: Hashable, Sendable {
    public let kind: SourceKind
    /// The connection's or agent's stable name.
    public let scope: String
    public init(_ kind: SourceKind, _ scope: String) {
        self.kind = kind
        self.scope = scope
    }
}
