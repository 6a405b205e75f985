import PulseCore

extension LabCluster {
    /// What a cluster is like and who may ask it.
    public struct Configuration: Sendable {
        public var plan: EstatePlan
        /// The same for all members; 0 takes the one on the shelf, or a free one.
        public var port = 0
        /// Keeps ports and certificates; without one they are new each time.
        public var shelf: LabShelf?
        /// How many nodes listen, the first ones; `nil` is all up to 16, and three of more.
        public var listeners: Int?
        public var users: [LabUser]
        public var tokens: [LabToken]
        public var ticketLife: Duration = .seconds(7200)
        /// How long wrong credentials wait for their answer; Proxmox takes 3 s.
        public var refusalDelay: Duration = .zero
        /// How long an answer stays the same; at least 1 ms.
        public var step: Duration = .seconds(1)
        public var clock: any WallClock

        /// A cluster with the user `pulse@pve`, password ``password``, and the token ``tokenID``, ``tokenSecret``.
        ///
        /// - Parameter privileges: What both of them may, everywhere; `nil` is ``LabGrant/monitor(_:)``.
        public init(_ plan: EstatePlan = EstatePlan(), privileges: Set<String>? = nil, clock: any WallClock = SystemWallClock()) {
            self.plan = plan
            self.clock = clock
            let grants = [LabGrant("/", privileges ?? LabGrant.monitor(plan.version))]
            users = [
                LabUser(id: "root@pam", password: Self.rootPassword, grants: []),
                LabUser(id: "pulse@pve", password: Self.password, grants: grants),
            ]
            tokens = [LabToken(id: Self.tokenID, secret: Self.tokenSecret, grants: grants)]
        }

        public static let tokenID = "pulse@pve!laboratory"
        public static let tokenSecret = "0c7a1b5e-3f44-4f0e-9a43-6d1f2b8c9e10"
        public static let password = "laboratory"
        public static let rootPassword = "laboratory-root"
    }
}

/// Where a member of a cluster answers.
public struct LabEndpoint: Sendable, Hashable {
    public var cluster: String
    public var node: String
    /// An address of this machine.
    public var host: String
    public var port: Int
    /// SHA-256 of the certificate, in pairs joined by colons.
    public var fingerprint: String
    /// For example `https://127.0.1.1:18006`.
    public var origin: String { "https://\(host):\(port)" }
}
