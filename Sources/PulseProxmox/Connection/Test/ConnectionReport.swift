import PulseOutbound

/// What a connection test found out about a server that answered.
public struct ConnectionReport: Sendable, Equatable {
    public var product: ProxmoxProduct
    /// For example `8.4.1`.
    public var version: String?
    public var release: String?
    /// The first authenticated answer's time, without connecting.
    public var latency: Duration
    /// PVE: nodes of the API's list.
    public var nodeCount: Int?
    /// PVE: the cluster and its members; `nil` for a standalone node.
    public var cluster: ClusterSighting?
    /// PBS: datastores the token sees.
    public var datastoreCount: Int?
    /// What the credentials lack, and what does not work without; empty when all is well.
    public var missingPrivileges: [MissingPrivilege]
    /// The certificate that the server presents; `nil` over plain HTTP.
    public var certificate: CertificateExamination?
    /// Sentences for people: a connection that is not encrypted, an unverified certificate, soft checks that failed.
    public var warnings: [String]

    public init(product: ProxmoxProduct, latency: Duration) {
        self.product = product
        self.latency = latency
        missingPrivileges = []
        warnings = []
    }

    /// The sentence of the answer, `platform-connections` §3.4.
    public var message: String {
        switch product {
        case .pve: "Successfully connected to \(nodeCount ?? 0) node(s)"
        case .pbs: "Successfully connected to Proxmox Backup Server with \(datastoreCount ?? 0) datastore(s)"
        case .pmg: "Successfully connected to Proxmox Mail Gateway"
        }
    }
}
