import PulseCore
import PulseOutbound

/// Why Proxmox did not answer as asked, classes of `platform-polling` §1.1.
public struct ProxmoxFailure: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// 401, or 595 outside `/nodes/{n}`: token or password are wrong.
        case authentication
        /// 403: signed in, but not allowed. The privilege if the answer names it, for example `Sys.Audit`.
        case permission(privilege: String?)
        /// 595 below `/nodes/{n}`: the node behind the one that answered is off.
        case nodeUnavailable
        /// 408, 425, 429, 502, 503, 504.
        case transient
        /// 404, 501: this version does not have it.
        case unsupported
        /// An error of the guest's agent.
        case guestAgent(GuestAgentTrouble)
        /// Any other refusal.
        case api
        /// No HTTP answer.
        case connection(OutboundFailure)
        /// An answer that is no JSON, or not what it should be.
        case malformed
    }
    public enum GuestAgentTrouble: Sendable, Equatable { case notRunning, timeout, other }

    public var kind: Kind
    /// The HTTP status, if there was an answer.
    public var status: Int?
    /// What was asked for, without the query.
    public var path: String

    public init(_ kind: Kind, status: Int? = nil, path: String) {
        self.kind = kind
        self.status = status
        self.path = path
    }
}
