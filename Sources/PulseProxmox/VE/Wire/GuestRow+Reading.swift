import PulseCore

extension GuestRow {
    /// The guests of `GET /cluster/resources`, with or without `type=vm`. Rows of other types are passed over uncounted.
    static func clusterList(_ bytes: [UInt8]) throws(JSONFailure) -> RowList<GuestRow> {
        try ClusterResources(bytes).guests
    }

    /// The guests of `GET /nodes/{node}/qemu` or `/lxc`, whose rows name neither the node nor the kind.
    static func nodeList(_ bytes: [UInt8], kind: GuestKind, node: String) throws(JSONFailure) -> RowList<GuestRow> {
        var pool = StringPool()
        return try Envelope.rows(bytes) { (reader) throws(JSONFailure) in
            var draft = Draft(kind: kind, node: node)
            try reader.object { (key, reader) throws(JSONFailure) in try draft.read(key, &reader, &pool) }
            return draft.row
        }
    }

    /// A row while its members come in, in any order.
    struct Draft {
        var kind: GuestKind?
        var node: String?
        var vmid: Int?
        /// `qemu/100`: names both when one of the others is missing.
        var id: String?
        var content = GuestRow(key: GuestKey(.qemu, 0), node: "")

        init(kind: GuestKind? = nil, node: String? = nil) {
            self.kind = kind
            self.node = node
        }

        /// `nil` while it is not known which guest it is, or where.
        var row: GuestRow? {
            var row = content
            let parts = id?.split(separator: "/") ?? []
            let named = parts.count == 2 ? GuestKind(rawValue: String(parts[0])) : nil
            guard let kind = kind ?? named, let node, !node.isEmpty else { return nil }
            guard let vmid = vmid ?? (named == nil ? nil : Int(parts[1])), vmid > 0 else { return nil }
            row.key = GuestKey(kind, vmid)
            row.node = node
            return row
        }

        mutating func read(_ key: JSONKey, _ reader: inout JSONReader, _ pool: inout StringPool) throws(JSONFailure) {
            switch key {
            case "vmid": vmid = try reader.int()
            case "id": id = try reader.string()
            case "type": kind = try reader.string().flatMap { GuestKind(rawValue: $0) } ?? kind
            case "node": node = try reader.string(sharedBy: &pool) ?? node
            case "name": content.name = try reader.text()
            case "pool": content.pool = try reader.string(sharedBy: &pool).flatMap { $0.isEmpty ? nil : $0 }
            case "status": content.status = try reader.string(sharedBy: &pool)
            case "template": content.isTemplate = try reader.bool() ?? false
            case "lock": content.lock = try reader.text()
            case "tags": content.tags = GuestTags.split(try reader.string(sharedBy: &pool))
            case "uptime": content.uptime = try reader.count()
            case "maxcpu", "cpus": content.processors = try reader.quantity() ?? content.processors
            default: try content.readFigure(key, &reader)
            }
        }
    }

    fileprivate mutating func readFigure(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "cpu": cpu = try reader.quantity()
        case "mem": memory = try reader.size()
        case "maxmem": memoryTotal = try reader.size()
        case "memhost": hostMemory = try reader.size()
        case "disk": disk = try reader.size()
        case "maxdisk": diskTotal = try reader.size()
        default:
            if try !counters.read(key, &reader) { _ = try pressure.read(key, &reader) }
        }
    }
}

extension GuestCounters {
    /// Takes a member if it is one of the counters.
    mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) -> Bool {
        switch key {
        case "netin": netIn = try reader.size()
        case "netout": netOut = try reader.size()
        case "diskread": diskRead = try reader.size()
        case "diskwrite": diskWrite = try reader.size()
        default: return false
        }
        return true
    }
}

extension GuestPressure {
    /// Takes a member if it is one of the pressures.
    mutating func read(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) -> Bool {
        switch key {
        case "pressurecpusome": cpuSome = try reader.quantity()
        case "pressurememorysome": memorySome = try reader.quantity()
        case "pressurememoryfull": memoryFull = try reader.quantity()
        case "pressureiosome": ioSome = try reader.quantity()
        case "pressureiofull": ioFull = try reader.quantity()
        default: return false
        }
        return true
    }
}
