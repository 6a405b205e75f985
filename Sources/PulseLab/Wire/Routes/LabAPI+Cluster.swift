import PulseCore

extension LabAPI {
    static let clusterRoutes: [LabRoute] = [
        LabRoute("/version") { request, json in version(request.estate.version, &json) },
        LabRoute("/cluster/status", .datacenter) { request, json in status(request, &json) },
        LabRoute("/cluster/resources", takes: ["type"]) { request, json throws(LabRefusal) in try resources(request, &json) },
        LabRoute("/cluster/options", .datacenter) { request, json in options(request.estate, &json) },
        LabRoute("/cluster/ha/status/current", .datacenter) { request, json in highAvailability(request, &json) },
        LabRoute("/cluster/ha/resources", .datacenter, takes: ["type"]) { request, json in highlyAvailable(request, &json) },
        LabRoute("/cluster/nextid", takes: ["vmid"]) { request, json in json.value((request.estate.guests.last?.vmid ?? 99) + 1) },
        LabRoute("/pools", takes: ["poolid", "type"]) { request, json in pools(request, &json) },
        LabRoute("/pools/{poolid}", .check(path: "/pool/{poolid}", ["Pool.Audit"], any: false), takes: ["type"]) {
            request, json throws(LabRefusal) in
            try pool(request, &json)
        },
    ]

    static func version(_ version: LabVersion, _ json: inout JSONWriter) {
        json.object { json in
            json.field("version", version.release)
            json.field("release", version.description)
            json.field("repoid", version.repositoryID)
        }
    }

    private static func status(_ request: LabRequest, _ json: inout JSONWriter) {
        let (estate, moment) = (request.estate, request.moment)
        let members = estate.nodes.indices.filter { moment.nodes[$0].isMember }
        json.beginArray()
        if let name = estate.name {
            json.object { json in
                json.field("id", "cluster")
                json.field("type", "cluster")
                json.field("name", name)
                json.field("nodes", members.count)
                json.field("quorate", moment.hasQuorum ? 1 : 0)
                json.field("version", estate.nodes.count)
            }
        }
        for index in members {
            let node = estate.nodes[index]
            json.object { json in
                json.field("id", "node/\(node.name)")
                json.field("type", "node")
                json.field("name", node.name)
                json.field("ip", node.address)
                json.field("level", "")
                json.field("local", index == request.member ? 1 : 0)
                json.field("nodeid", estate.name == nil ? 0 : node.number)
                json.field("online", moment.nodes[index].isOnline ? 1 : 0)
            }
        }
        json.endArray()
    }

    private static func options(_ estate: LabEstate, _ json: inout JSONWriter) {
        json.object { json in
            json.field("keyboard", "de")
            json.field("mac_prefix", "BC:24:11")
            json.key("tag-style")
            json.object { json in
                let map = estate.tagColors.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value):FFFFFF" }.joined(separator: ";")
                json.field("color-map", map)
                json.field("shape", "full")
            }
            json.field("registered-tags", [String]())
            json.field("allowed-tags", [String]())
        }
    }

    private static func highAvailability(_ request: LabRequest, _ json: inout JSONWriter) {
        let (estate, moment) = (request.estate, request.moment)
        json.beginArray()
        json.object { json in
            json.field("id", "quorum")
            json.field("type", "quorum")
            json.field("node", estate.nodes[request.member].name)
            json.field("status", moment.hasQuorum ? "OK" : "No quorum on node '\(estate.nodes[request.member].name)'!")
            json.field("quorate", moment.hasQuorum ? 1 : 0)
        }
        for (guest, now) in zip(estate.guests, moment.guests) where guest.isHighlyAvailable && now.isPresent {
            json.object { json in
                let sid = (guest.kind == .qemu ? "vm:" : "ct:") + String(guest.vmid)
                json.field("id", "service:\(sid)")
                json.field("type", "service")
                json.field("sid", sid)
                json.field("node", estate.nodes[now.node].name)
                json.field("state", now.isRunning ? "started" : "stopped")
                json.field("status", "\(sid) (\(estate.nodes[now.node].name), \(now.isRunning ? "started" : "stopped"))")
                json.field("crm_state", now.isRunning ? "started" : "stopped")
                json.field("request_state", "started")
                json.field("max_restart", 1)
                json.field("max_relocate", 1)
            }
        }
        json.endArray()
    }

    private static func highlyAvailable(_ request: LabRequest, _ json: inout JSONWriter) {
        json.array(zip(request.estate.guests, request.moment.guests).filter { $0.0.isHighlyAvailable && $0.1.isPresent }.map(\.0)) {
            json, guest in
            json.object { json in
                json.field("sid", (guest.kind == .qemu ? "vm:" : "ct:") + String(guest.vmid))
                json.field("type", guest.kind == .qemu ? "vm" : "ct")
                json.field("state", "started")
            }
        }
    }
}
