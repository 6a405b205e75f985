import PulseCore

/// A row of `GET /nodes`, or of type `node` of `GET /cluster/resources`.
struct NodeRow: Sendable, Equatable {
    var name: String
    /// `online`, `offline` or `unknown`.
    var status: String?
    /// Share of all processors, 0 to 1.
    var cpu: Double?
    var processors: Int?
    var memory: Int64?
    var memoryTotal: Int64?
    var disk: Int64?
    var diskTotal: Int64?
    /// Seconds.
    var uptime: Int?
    /// SHA-256 of the node's certificate; `/nodes` only.
    var fingerprint: String?

    init(name: String) { self.name = name }

    var isOnline: Bool { status?.lowercased() == "online" }

    static func list(_ bytes: [UInt8]) throws(JSONFailure) -> RowList<NodeRow> {
        try Envelope.rows(bytes) { (reader) throws(JSONFailure) in try NodeRow(&reader) }
    }

    /// `nil` for a row without a name.
    init?(_ reader: inout JSONReader) throws(JSONFailure) {
        self.init(name: "")
        var id: String?
        var row = self
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "node": row.name = try reader.string() ?? ""
            case "id": id = try reader.string()
            default: try row.read(key, &reader)
            }
        }
        // A stub without `node` still says `node/<name>`.
        if row.name.isEmpty, let id, id.hasPrefix("node/") { row.name = String(id.dropFirst(5)) }
        guard !row.name.isEmpty else { return nil }
        self = row
    }

    /// Takes one member of the row.
    mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "status": status = try reader.text()
        case "cpu": cpu = try reader.quantity()
        case "maxcpu": processors = try reader.count()
        case "mem": memory = try reader.size()
        case "maxmem": memoryTotal = try reader.size()
        case "disk": disk = try reader.size()
        case "maxdisk": diskTotal = try reader.size()
        case "uptime": uptime = try reader.count()
        case "ssl_fingerprint": fingerprint = try reader.text()
        default: break
        }
    }
}
