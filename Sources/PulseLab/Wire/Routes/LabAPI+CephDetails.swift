import PulseCore

extension LabAPI {
    static func cephPools(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        _ = try request.node()
        guard let ceph = request.estate.ceph else { throw LabRefusal(500, "binary not installed: /usr/bin/ceph-mon") }
        json.array(ceph.pools) { json, pool in
            let share = pool.use.value(request.moment.tide)
            json.object { json in
                json.field("pool", pool.id)
                json.field("pool_name", pool.name)
                json.field("type", "replicated")
                json.field("size", 3)
                json.field("min_size", 2)
                json.field("pg_num", pool.id == 2 ? 128 : 32)
                json.field("pg_num_final", pool.id == 2 ? 128 : 32)
                json.field("pg_autoscale_mode", "on")
                json.field("crush_rule", 0)
                json.field("crush_rule_name", "replicated_rule")
                json.field("bytes_used", Int64(share * Double(ceph.size)))
                json.field("percent_used", share)
            }
        }
    }

    static func cephDisks(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        _ = try request.node()
        guard let ceph = request.estate.ceph else { throw LabRefusal(500, "binary not installed: /usr/bin/ceph-mon") }
        let share = Double(cephUsed(ceph, request.moment.tide)) / Double(ceph.size)
        json.object { json in
            json.field("flags", "sortbitwise,recovery_deletes,purged_snapdirs")
            json.key("root")
            json.object { json in
                json.field("leaf", 0)
                json.key("children")
                json.beginArray()
                json.object { json in
                    json.field("id", "-1")
                    json.field("name", "default")
                    json.field("type", "root")
                    json.field("leaf", 0)
                    json.key("children")
                    json.array(zip(request.estate.nodes, request.moment.nodes)) { json, row in
                        host(row.0, row.1, share, &json)
                    }
                }
                json.endArray()
            }
        }
    }

    private static func host(_ node: LabNode, _ now: NodeReading, _ share: Double, _ json: inout JSONWriter) {
        json.object { json in
            json.field("id", String(-node.number - 1))
            json.field("name", node.name)
            json.field("type", "host")
            json.field("leaf", 0)
            json.key("children")
            json.array(node.disks.filter { $0.osd != nil }) { json, disk in
                let osd = disk.osd ?? 0
                json.object { json in
                    json.field("id", String(osd))
                    json.field("name", "osd.\(osd)")
                    json.field("type", "osd")
                    json.field("leaf", 1)
                    json.field("host", node.name)
                    json.field("status", now.isOnline ? "up" : "down")
                    json.field("in", 1)
                    json.field("device_class", "ssd")
                    json.field("osdtype", "bluestore")
                    json.field("total_space", disk.size)
                    json.field("bytes_used", Int64(share * Double(disk.size)))
                    json.field("percent_used", share * 100)
                }
            }
        }
    }

    static func cephMetadata(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        guard request.estate.ceph != nil else { throw LabRefusal(500, "binary not installed: /usr/bin/ceph-mon") }
        let version = "19.2.3"
        json.object { json in
            json.key("mds")
            json.object { _ in }
            for kind in ["mgr", "mon"] {
                json.key(kind)
                json.object { json in
                    for node in request.estate.nodes.prefix(3) {
                        json.key("\(node.name)@\(node.name)")
                        json.object { json in daemon(node, version, &json) }
                    }
                }
            }
            json.key("node")
            json.object { json in
                for node in request.estate.nodes {
                    json.key(node.name)
                    json.object { json in
                        json.field("buildcommit", "2f03f1cd83e5d40cdf1393cb64a662a8e8bb07c6")
                        json.key("version")
                        json.object { json in
                            json.field("str", version)
                            json.key("parts")
                            json.array(version.split(separator: ".")) { json, part in json.value(String(part)) }
                        }
                    }
                }
            }
            json.key("osd")
            json.beginArray()
            for node in request.estate.nodes {
                for disk in node.disks where disk.osd != nil {
                    json.object { json in
                        json.field("id", disk.osd ?? 0)
                        daemon(node, version, &json)
                        json.field("back_addr", "[v2:\(node.address):6802/1,v1:\(node.address):6803/1]")
                        json.field("front_addr", "[v2:\(node.address):6804/1,v1:\(node.address):6805/1]")
                        json.field("device_ids", disk.link)
                        json.field("devices", String(disk.path.dropFirst(5)))
                        json.field("osd_data", "/var/lib/ceph/osd/ceph-\(disk.osd ?? 0)")
                        json.field("osd_objectstore", "bluestore")
                    }
                }
            }
            json.endArray()
        }
    }

    private static func daemon(_ node: LabNode, _ version: String, _ json: inout JSONWriter) {
        json.field("hostname", node.name)
        json.field("addr", "\(node.address):6789/0")
        json.field("addrs", "[v2:\(node.address):3300/0,v1:\(node.address):6789/0]")
        json.field("name", node.name)
        json.field("ceph_release", "squid")
        json.field("ceph_version", "ceph version \(version) (2f03f1cd83e5d40cdf1393cb64a662a8e8bb07c6) squid (stable)")
        json.field("ceph_version_short", version)
        json.field("mem_total_kb", node.memory / 1024)
        json.field("mem_swap_kb", node.swap / 1024)
    }
}
