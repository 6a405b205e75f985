import PulseCore

extension ClusterSighting {
    /// Reads the answer of `GET /cluster/status`. Rows of other types, and nodes without a name, are passed over.
    ///
    /// A lone node answers with just its own row; then `isCluster` is `false` and the name is the node's.
    public init(answer: [UInt8]) throws(JSONFailure) {
        let rows = try JSONReader.read(answer) { reader throws(JSONFailure) in
            var rows: [Row] = []
            try reader.object { key, reader throws(JSONFailure) in
                guard case "data" = key else { return }
                try reader.array { reader throws(JSONFailure) in rows.append(try Row(&reader)) }
            }
            return rows
        }
        let members = rows.filter { $0.type == "node" }.compactMap(\.member)
        let cluster = rows.first { $0.type == "cluster" }
        self.init(
            name: cluster?.name ?? members.first?.name ?? "", isQuorate: cluster?.quorate, isCluster: cluster?.name != nil,
            members: members)
    }

    private struct Row {
        var type: String?
        var name: String?
        var nodeID: String?
        var ip: String?
        var online: Bool?
        var local: Bool?
        var quorate: Bool?

        init(_ reader: inout JSONReader) throws(JSONFailure) {
            try reader.object { key, reader throws(JSONFailure) in
                switch key {
                case "type": self.type = try reader.text()
                case "name": self.name = try reader.text()
                case "nodeid": self.nodeID = try reader.text()
                case "ip": self.ip = try reader.text()
                case "online": self.online = try reader.bool()
                case "local": self.local = try reader.bool()
                case "quorate": self.quorate = try reader.bool()
                default: break
                }
            }
        }

        var member: Member? {
            guard let name else { return nil }
            return Member(name: name, nativeID: nodeID == "0" ? nil : nodeID, ip: ip, isOnline: online ?? true, isLocal: local ?? false)
        }
    }
}
