import PulseCore

extension LabAPI {
    private static let look: LabRoute.Guard = .check(path: "/", ["Sys.Audit", "Datastore.Audit"], any: true)

    static let cephRoutes: [LabRoute] = [
        LabRoute("/cluster/ceph/status", look) { request, json throws(LabRefusal) in try cephStatus(request, &json) },
        LabRoute("/cluster/ceph/metadata", look, takes: ["scope"]) { request, json throws(LabRefusal) in
            try cephMetadata(request, &json)
        },
        LabRoute("/cluster/ceph/flags", .datacenter) { request, json throws(LabRefusal) in
            _ = try ceph(request)
            json.array(["nobackfill", "nodeep-scrub", "nodown", "noin", "noout", "norebalance", "norecover", "noscrub", "noup", "pause"]) {
                json, name in
                json.object { json in
                    json.field("name", name)
                    json.field("description", "Flag \(name).")
                    json.field("value", 0)
                }
            }
        },
        LabRoute("/nodes/{node}/ceph/status", look) { request, json throws(LabRefusal) in
            _ = try request.node()
            try cephStatus(request, &json)
        },
        LabRoute("/nodes/{node}/ceph/pool", look) { request, json throws(LabRefusal) in try cephPools(request, &json) },
        LabRoute("/nodes/{node}/ceph/osd", look) { request, json throws(LabRefusal) in try cephDisks(request, &json) },
    ]

    private static func ceph(_ request: LabRequest) throws(LabRefusal) -> LabCeph {
        guard let ceph = request.estate.ceph else { throw LabRefusal(500, "binary not installed: /usr/bin/ceph-mon") }
        return ceph
    }

    private static func cephStatus(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let ceph = try ceph(request)
        let (estate, moment) = (request.estate, request.moment)
        let monitors = estate.nodes.indices.prefix(3)
        let alive = monitors.filter { moment.nodes[$0].isOnline }
        let up = moment.nodes.count(where: \.isOnline) * ceph.osdsPerNode
        let all = estate.nodes.count * ceph.osdsPerNode
        json.object { json in
            json.field("fsid", ceph.fsid)
            json.field("election_epoch", 412)
            json.key("quorum")
            json.array(alive) { json, index in json.value(index) }
            json.field("quorum_names", alive.map { estate.nodes[$0].name })
            json.field("quorum_age", 240_831)
            health(ceph, moment.state.cephHealth, isWhole: up == all, down: all - up, &json)
            json.key("osdmap")
            json.object { json in
                json.field("epoch", 3387)
                json.field("num_osds", all)
                json.field("num_up_osds", up)
                json.field("num_in_osds", all)
                json.field("osd_up_since", request.estate.epoch.seconds - 86_000)
                json.field("osd_in_since", request.estate.epoch.seconds - 90_000)
                json.field("num_remapped_pgs", 0)
            }
            placement(ceph, moment, isWhole: up == all, &json)
            monitorMap(estate, monitors, ceph, &json)
            json.key("mgrmap")
            json.object { json in
                json.field("available", true)
                json.field("epoch", 88)
                json.field("active_name", estate.nodes[alive.first ?? 0].name)
                json.key("standbys")
                json.array(alive.dropFirst()) { json, index in json.object { json in json.field("name", estate.nodes[index].name) } }
                json.field("modules", ["balancer", "iostat", "nfs"])
            }
            json.key("servicemap")
            json.object { json in
                json.field("epoch", 1207)
                json.field("modified", "2025-11-11T14:51:38.014476+0000")
                json.key("services")
                json.object { _ in }
            }
            json.key("progress_events")
            json.object { _ in }
        }
    }

    private static func health(_ ceph: LabCeph, _ forced: String?, isWhole: Bool, down: Int, _ json: inout JSONWriter) {
        json.key("health")
        json.object { json in
            let usual = isWhole && !ceph.isWarning ? "HEALTH_OK" : "HEALTH_WARN"
            json.field("status", forced ?? usual)
            json.key("checks")
            json.object { json in
                if !isWhole { check("OSD_DOWN", "\(down) osds down", &json) }
                if forced == "HEALTH_ERR" { check("OSD_FULL", "1 full osd(s)", severity: "HEALTH_ERR", &json) }
                if ceph.isWarning, forced != "HEALTH_OK" { check("POOL_NO_REDUNDANCY", "1 pool(s) have no replicas configured", &json) }
            }
            json.key("mutes")
            json.array([String]()) { json, text in json.value(text) }
        }
    }

    private static func check(_ code: String, _ summary: String, severity: String = "HEALTH_WARN", _ json: inout JSONWriter) {
        json.key(code)
        json.object { json in
            json.field("severity", severity)
            json.field("muted", false)
            json.key("summary")
            json.object { json in
                json.field("message", summary)
                json.field("count", 1)
            }
            json.key("detail")
            json.array([summary]) { json, text in json.object { json in json.field("message", text) } }
        }
    }

    private static func placement(_ ceph: LabCeph, _ moment: LabMoment, isWhole: Bool, _ json: inout JSONWriter) {
        let used = cephUsed(ceph, moment.tide)
        json.key("pgmap")
        json.object { json in
            json.field("num_pgs", 193)
            json.field("num_pools", ceph.pools.count)
            json.field("num_objects", ceph.pools.reduce(0) { $0 + $1.objects })
            json.field("data_bytes", used / 3)
            json.field("bytes_used", used)
            json.field("bytes_avail", ceph.size - used)
            json.field("bytes_total", ceph.size)
            json.field("read_bytes_sec", Int64(2_400_000 * (1 + moment.tide.height(2, 3))))
            json.field("write_bytes_sec", Int64(6_100_000 * (1 + moment.tide.height(3, 1))))
            json.field("read_op_per_sec", Int64(140 * (1 + moment.tide.height(2, 3))))
            json.field("write_op_per_sec", Int64(310 * (1 + moment.tide.height(3, 1))))
            json.key("pgs_by_state")
            json.beginArray()
            json.object { json in
                json.field("state_name", isWhole ? "active+clean" : "active+undersized+degraded")
                json.field("count", 193)
            }
            json.endArray()
        }
    }

    static func cephUsed(_ ceph: LabCeph, _ tide: Tide) -> Int64 {
        Int64(ceph.pools.reduce(0.0) { $0 + $1.use.value(tide) } * Double(ceph.size))
    }

    private static func monitorMap(_ estate: LabEstate, _ monitors: Range<Int>.SubSequence, _ ceph: LabCeph, _ json: inout JSONWriter) {
        json.key("monmap")
        json.object { json in
            json.field("epoch", 4)
            json.field("fsid", ceph.fsid)
            json.field("min_mon_release", 19)
            json.field("min_mon_release_name", "squid")
            json.key("mons")
            json.array(monitors) { json, index in
                json.object { json in
                    json.field("rank", index)
                    json.field("name", estate.nodes[index].name)
                    json.field("addr", "\(estate.nodes[index].address):6789/0")
                    json.field("public_addr", "\(estate.nodes[index].address):6789/0")
                }
            }
        }
    }
}
