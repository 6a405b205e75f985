/// Where knowledge of a resource comes from.
public enum SourceKind: String, Sendable, CaseIterable, Hashable, Codable {
    case proxmox, agent, docker, pbs, pmg, kubernetes, truenas, vmware, availability
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
