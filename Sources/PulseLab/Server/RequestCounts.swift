/// What a cluster was asked for.
public struct RequestCounts: Sendable, Equatable {
    /// Paths that are told apart; further ones count as `other`.
    static let pathLimit = 500
    /// By path as the official description writes it, for example `/nodes/{node}/status`, whatever the answer was;
    /// paths that do not exist stand as they were asked for.
    public var byTemplate: [String: Int] = [:]
    /// By the node whose address was asked.
    public var byMember: [String: Int] = [:]
    /// Requests with credentials that are wrong.
    public var refusedCredentials = 0
    /// Successful `POST /access/ticket`.
    public var ticketsGiven = 0
    /// Most requests under way at one time.
    public var mostAtOnce = 0
    var underWay = 0

    public subscript(_ template: String) -> Int { byTemplate[template] ?? 0 }
    public var total: Int { byMember.values.reduce(0, +) }
}
