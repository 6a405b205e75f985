/// What `GET /cluster/status` says: the cluster and its members, as the node that answered sees them.
public struct ClusterSighting: Sendable, Equatable {
    /// The cluster's name.
    public var name: String
    /// Whether a majority of the votes is there; `nil` when the answer does not say.
    public var isQuorate: Bool?
    /// The members; for a lone node, just itself.
    public var members: [Member]
    /// Whether the answer named a cluster; a lone node has none.
    public var isCluster: Bool

    public struct Member: Sendable, Equatable {
        public var name: String
        /// The cluster's number of the node.
        public var nativeID: String?
        public var ip: String?
        public var isOnline: Bool
        /// Whether it is the node that answered.
        public var isLocal: Bool

        public init(name: String, nativeID: String? = nil, ip: String? = nil, isOnline: Bool = true, isLocal: Bool = false) {
            self.name = name
            self.nativeID = nativeID
            self.ip = ip
            self.isOnline = isOnline
            self.isLocal = isLocal
        }
    }

    public init(name: String, isQuorate: Bool? = nil, isCluster: Bool = true, members: [Member]) {
        self.name = name
        self.isQuorate = isQuorate
        self.isCluster = isCluster
        self.members = members
    }
}
