import PulseCore

/// The answer of `GET /cluster/status`.
struct ClusterStatus: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        var name: String
        var address: String?
        /// The cluster's number of the node.
        var number: Int?
        var isOnline: Bool?
        /// Whether it is the one that answered.
        var isLocal: Bool
    }
    /// `nil` for a standalone node.
    var name: String?
    var isQuorate: Bool?
    var members: [Member] = []

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var status = Self(name: nil)
        _ = try Envelope.rows(bytes) { (reader) throws(JSONFailure) -> Void? in
            var type: String?
            var name: String?
            var quorate: Bool?
            var member = Member(name: "", isLocal: false)
            try reader.object { (key, reader) throws(JSONFailure) in
                switch key {
                case "type": type = try reader.string()
                case "name": name = try reader.text()
                case "quorate": quorate = try reader.bool()
                case "ip": member.address = try reader.text()
                case "nodeid": member.number = try reader.int()
                case "online": member.isOnline = try reader.bool()
                case "local": member.isLocal = try reader.bool() ?? false
                default: break
                }
            }
            guard let name else { return nil }
            if type == "cluster" {
                status.name = name
                status.isQuorate = quorate
            } else if type == "node" {
                member.name = name
                status.members.append(member)
            }
            return ()
        }
        self = status
    }

    private init(name: String?) { self.name = name }
}
