import PulseCore

extension LabAPI {
    static let diskRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/disks/list", .node, takes: ["include-partitions", "skipsmart", "type"]) {
            request, json throws(LabRefusal) in try disks(request, &json)
        },
        LabRoute("/nodes/{node}/disks/smart", .datacenter, takes: ["healthonly"], needs: ["disk"]) {
            request, json throws(LabRefusal) in try smart(request, &json)
        },
        LabRoute("/nodes/{node}/disks/zfs", .datacenter) { request, json throws(LabRefusal) in try zfsPools(request, &json) },
        LabRoute("/nodes/{node}/disks/zfs/{name}", .datacenter) { request, json throws(LabRefusal) in try poolDetail(request, &json) },
    ]

    private static func disks(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = request.estate.nodes[try request.node()]
        let skips = request.isSet("skipsmart")
        json.array(node.disks) { json, disk in
            json.object { json in
                json.field("devpath", disk.path)
                json.field("by_id_link", "/dev/disk/by-id/\(disk.link)")
                json.field("type", disk.kind.rawValue)
                json.field("model", disk.model)
                json.field("vendor", disk.vendor)
                json.field("serial", disk.serial)
                json.field("wwn", disk.wwn)
                json.field("size", disk.size)
                json.field("gpt", 1)
                json.field("mounted", 0)
                json.field("rpm", disk.kind == .hdd ? 7200 : 0)
                json.optional("used", disk.use)
                json.field("osdid", disk.osd ?? -1)
                json.key("osdid-list")
                json.array(disk.osd.map { [$0] } ?? []) { json, osd in json.value(osd) }
                if disk.osd != nil { json.field("bluestore", 1) }
                guard !skips else { return }
                json.field("health", request.moment.state.isFailing(disk, on: node) ? "FAILED" : "PASSED")
                // Text for the disks that do not tell, a number for those that do.
                if let wear = disk.wearLeft { json.field("wearout", wear) } else { json.field("wearout", "N/A") }
            }
        }
    }

    private static func smart(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = request.estate.nodes[try request.node()]
        guard let disk = node.disks.first(where: { $0.path == request.query["disk"] }) else {
            throw LabRefusal(500, "disk '\(request.query["disk"] ?? "")' does not exist")
        }
        let age = Int((request.moment.seconds - node.bootedAt) / 3600)
        let isFailing = request.moment.state.isFailing(disk, on: node)
        json.object { json in
            json.field("health", isFailing ? "FAILED" : "PASSED")
            json.field("type", disk.kind == .nvme ? "text" : "ata")
            guard !request.isSet("healthonly") else { return }
            if disk.kind == .nvme {
                json.field("wearout", disk.wearLeft ?? 100)
                json.field(
                    "text",
                    "\nSMART/Health Information (NVMe Log 0x02)\nCritical Warning:                   0x00\n"
                        + "Temperature:                        \(disk.celsius) Celsius\nPercentage Used:                    \(100 - (disk.wearLeft ?? 100))%\n"
                        + "Power On Hours:                     \(disk.hours + age)\n")
            } else {
                attributes(disk, hours: disk.hours + age, isFailing: isFailing, &json)
            }
        }
    }

    private static func attributes(_ disk: LabDisk, hours: Int, isFailing: Bool, _ json: inout JSONWriter) {
        let bad = isFailing ? 1_848 : 0
        var rows: [(id: String, name: String, value: Int, threshold: Int, raw: String)] = [
            ("  5", "Reallocated_Sector_Ct", isFailing ? 3 : 100, 10, String(bad)), ("  9", "Power_On_Hours", 60, 0, String(hours)),
            ("194", "Temperature_Celsius", 100 - disk.celsius, 0, String(disk.celsius)),
            ("197", "Current_Pending_Sector", 100, 0, isFailing ? "96" : "0"), ("198", "Offline_Uncorrectable", 100, 0, "0"),
        ]
        if let wear = disk.wearLeft { rows.append(("233", "Media_Wearout_Indicator", wear, 0, "0")) }
        json.key("attributes")
        json.array(rows) { json, row in
            json.object { json in
                json.field("id", row.id)
                json.field("name", row.name)
                json.field("value", row.value)
                json.field("normalized", row.value)
                json.field("worst", row.value)
                json.field("threshold", row.threshold)
                json.field("flags", "-O--CK")
                json.field("fail", row.value <= row.threshold && row.threshold > 0 ? "NOW" : "-")
                json.field("raw", row.raw)
            }
        }
    }

    private static func zfsPools(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = request.estate.nodes[try request.node()]
        json.array(node.pools) { json, pool in
            let used = Int64(min(pool.used.value(request.moment.tide), 0.99) * Double(pool.size))
            json.object { json in
                json.field("name", pool.name)
                json.field("size", pool.size)
                json.field("alloc", used)
                json.field("free", pool.size - used)
                json.field("frag", pool.fragmentation)
                json.field("dedup", 1)
                json.field("health", request.moment.state.state(of: pool, on: node))
            }
        }
    }

    private static func poolDetail(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = request.estate.nodes[try request.node()]
        guard let pool = node.pools.first(where: { $0.name == request["name"] }) else {
            throw LabRefusal(500, "command 'zpool status -P \(request["name"])' failed: exit code 1")
        }
        let state = request.moment.state.state(of: pool, on: node)
        json.object { json in
            json.field("name", pool.name)
            json.field("state", state)
            if state != "ONLINE" {
                json.field("status", "One or more devices are faulted in response to persistent errors.")
                json.field("action", "Replace the faulted device, or use 'zpool clear' to mark the device repaired.")
            }
            json.field("scan", "scrub repaired 0B in 02:14:37 with 0 errors on Sun Nov  9 02:38:38 2025")
            json.field("errors", "No known data errors")
            json.key("children")
            json.beginArray()
            json.object { json in
                device("\(pool.layout)-0", state, "", 0, &json)
                json.key("children")
                json.array(pool.devices) { json, path in
                    guard let disk = node.disks.first(where: { $0.path == path }) else { return }
                    let suffix = pool.name == "rpool" ? "-part3" : ""
                    let isFaulted = state != "ONLINE" && request.moment.state.isFailing(disk, on: node)
                    json.object { json in
                        device(
                            disk.link + suffix, isFaulted ? "FAULTED" : "ONLINE", isFaulted ? "too many errors" : "", isFaulted ? 37 : 0,
                            &json)
                        json.field("leaf", 1)
                    }
                }
            }
            json.endArray()
        }
    }

    private static func device(_ name: String, _ state: String, _ message: String, _ errors: Int, _ json: inout JSONWriter) {
        json.field("name", name)
        json.field("state", state)
        json.field("msg", message)
        json.field("read", errors)
        json.field("write", errors / 3)
        json.field("cksum", 0)
    }
}

extension LabDisk {
    /// Its name under `/dev/disk/by-id`.
    var link: String {
        let bus = kind == .nvme ? "nvme" : "ata"
        return "\(bus)-\(model.map { $0 == " " ? "_" : String($0) }.joined())_\(serial)"
    }
}
