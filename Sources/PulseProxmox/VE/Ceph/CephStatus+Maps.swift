import PulseCore

extension CephStatus {
    /// Releases before Octopus nest the map in another `osdmap`.
    mutating func readOSDs(_ reader: inout JSONReader) throws(JSONFailure) {
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "num_osds": osds = try reader.int() ?? osds
            case "num_up_osds": osdsUp = try reader.int() ?? osdsUp
            case "num_in_osds": osdsIn = try reader.int() ?? osdsIn
            case "osdmap": try readOSDs(&reader)
            default: break
            }
        }
    }

    mutating func readGroups(_ reader: inout JSONReader) throws(JSONFailure) {
        var (total, used, available): (Int64?, Int64?, Int64?)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "num_pgs": placementGroups = try reader.int()
            case "bytes_total": total = try reader.amount()
            case "bytes_used": used = try reader.amount()
            case "bytes_avail": available = try reader.amount()
            default: break
            }
        }
        space = StorageSpace(total: total, used: used, available: available)
    }

    /// - Returns: The cluster's id, which releases differ in where they put it.
    mutating func readMonitors(_ reader: inout JSONReader) throws(JSONFailure) -> String? {
        var id: String?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "fsid": id = try reader.text()
            case "num_mons": monitors.total = max(monitors.total, try reader.int() ?? 0)
            case "mons": monitors.total = max(monitors.total, try Self.count(&reader))
            case "quorum": monitors.running = try Self.count(&reader)
            default: break
            }
        }
        return id
    }

    /// One manager is active, the others stand by; Proxmox lists them, plain Ceph only counts them.
    mutating func readManagers(_ reader: inout JSONReader) throws(JSONFailure) {
        var isActive: Bool?
        var hasName = false
        var standbys = 0
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "available": isActive = try reader.bool()
            case "active_name": hasName = try reader.text() != nil
            case "standbys": standbys = max(standbys, try Self.count(&reader))
            case "num_standbys": standbys = max(standbys, try reader.int() ?? 0)
            default: break
            }
        }
        managers.running = (isActive ?? hasName ? 1 : 0) + standbys
        managers.total = managers.running
    }

    mutating func readMetadataServers(_ reader: inout JSONReader) throws(JSONFailure) {
        var (up, most, standby) = (0, 0, 0)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "up": up = max(0, try reader.int() ?? 0)
            case "max": most = max(0, try reader.int() ?? 0)
            case "up:standby": standby = max(0, try reader.int() ?? 0)
            default: break
            }
        }
        metadataServers.running = up
        metadataServers.total = max(up, most) + standby
    }

    /// `{"services":{"rgw":{"daemons":{"summary":"","1234":{…}}}}}`
    mutating func readServices(_ reader: inout JSONReader) throws(JSONFailure) {
        try reader.object { (key, reader) throws(JSONFailure) in
            guard case "services" = key else { return }
            try reader.object { (type, reader) throws(JSONFailure) in
                guard services.count < 32 else { return }
                let name = type.text
                try reader.object { (key, reader) throws(JSONFailure) in
                    guard case "daemons" = key else { return }
                    var count = 0
                    try reader.object { (daemon, _) throws(JSONFailure) in
                        if case "summary" = daemon { return }
                        count += 1
                    }
                    services[name] = count
                }
            }
        }
    }

    private static func count(_ reader: inout JSONReader) throws(JSONFailure) -> Int {
        var count = 0
        try reader.array { (_) throws(JSONFailure) in count += 1 }
        return count
    }
}
