import PulseCore

/// What the answer of `GET /cluster/resources` says of guests, nodes and storages; pools and networks are passed over.
struct ClusterResources: Sendable, Equatable {
    /// A row of type `storage`: what a node sees of it.
    struct Storage: Sendable, Equatable {
        var name: String
        var node: String
        /// `zfspool`, `dir`, `rbd`, …
        var type: String?
        var status: String?
        var content: String?
        var isShared: Bool?
        var used: Int64?
        var total: Int64?
        init(name: String, node: String) {
            self.name = name
            self.node = node
        }
    }

    var guests = RowList<GuestRow>()
    var nodes: [NodeRow] = []
    var storages: [Storage] = []

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var pool = StringPool()
        let rows = try Envelope.rows(bytes) { (reader) throws(JSONFailure) in try Row(&reader, &pool) }
        guests.isAbsent = rows.isAbsent
        guests.skipped = rows.skipped
        guests.rows.reserveCapacity(rows.rows.count)
        for row in rows.rows {
            switch row {
            case .guest(let guest): guests.rows.append(guest)
            case .node(let node): nodes.append(node)
            case .storage(let storage): storages.append(storage)
            case .other: break
            }
        }
    }

    private enum Row {
        case guest(GuestRow)
        case node(NodeRow)
        case storage(Storage)
        case other

        /// `nil` for a row of a known type that does not say which one it is.
        init?(_ reader: inout JSONReader, _ pool: inout StringPool) throws(JSONFailure) {
            var type: String?
            var name: String?
            var facts = Storage(name: "", node: "")
            var node = NodeRow(name: "")
            var draft = GuestRow.Draft()
            let isObject = try reader.object { (key, reader) throws(JSONFailure) in
                switch key {
                case "type":
                    type = try reader.string()
                    draft.kind = type.flatMap { GuestKind(rawValue: $0) }
                case "storage": name = try reader.string(sharedBy: &pool)
                case "plugintype": facts.type = try reader.string(sharedBy: &pool)
                case "content": facts.content = try reader.string(sharedBy: &pool)
                case "shared": facts.isShared = try reader.bool()
                default: try draft.read(key, &reader, &pool)
                }
            }
            guard isObject else { return nil }
            let row = draft.content
            let kind = type ?? draft.id.map { String($0.prefix { $0 != "/" }) }
            switch kind {
            case "qemu", "lxc":
                guard let guest = draft.row else { return nil }
                self = .guest(guest)
            case "node":
                guard let named = draft.node ?? draft.id.map({ $0.hasPrefix("node/") ? String($0.dropFirst(5)) : $0 }) else { return nil }
                node.name = named
                node.take(row)
                self = .node(node)
            case "storage":
                guard let name, let node = draft.node else { return nil }
                facts.name = name
                facts.node = node
                facts.status = row.status
                facts.used = row.disk
                facts.total = row.diskTotal
                self = .storage(facts)
            case nil: return nil
            default: self = .other
            }
        }
    }
}

extension NodeRow {
    /// The figures that rows of all types share.
    fileprivate mutating func take(_ row: GuestRow) {
        status = row.status
        cpu = row.cpu
        processors = row.processors.flatMap { Int(exactly: $0.rounded()) }
        memory = row.memory
        memoryTotal = row.memoryTotal
        disk = row.disk
        diskTotal = row.diskTotal
        uptime = row.uptime
    }
}
