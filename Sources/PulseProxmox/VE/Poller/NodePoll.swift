/// How one node answered in one cycle.
public struct NodePoll: Sendable, Equatable {
    /// The connection's name.
    public var instance: String
    public var node: String
    public var took: Duration
    /// The stable code of the failure; `nil` when the node answered.
    public var errorCode: String?
}
