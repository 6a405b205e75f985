import PulseCore

extension LabAPI {
    /// `/cluster/resources`: the one answer that holds everything.
    static func resources(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let type = request.query["type"]
        if let type, !["vm", "storage", "node", "sdn"].contains(type) {
            throw LabRefusal(
                400, "Parameter verification failed.",
                parameters: ["type": "value '\(type)' does not have a value in the enumeration 'vm, storage, node, sdn'"])
        }
        json.beginArray()
        if type == nil { poolRows(request, &json) }
        if type == nil || type == "vm" { guestRows(request, &json) }
        if type == nil || type == "node" { nodeRows(request, &json) }
        if type == nil || type == "storage" { storageRows(request, &json) }
        if type == nil || type == "sdn" { networkRows(request, &json) }
        json.endArray()
    }

    private static func poolRows(_ request: LabRequest, _ json: inout JSONWriter) {
        for pool in request.estate.pools where request.caller.may("Pool.Audit", "/pool/\(pool)") {
            json.object { json in
                json.field("id", "/pool/\(pool)")
                json.field("pool", pool)
                json.field("type", "pool")
            }
        }
    }

    private static func guestRows(_ request: LabRequest, _ json: inout JSONWriter) {
        let everywhere = request.caller.mayEverywhere("VM.Audit", below: "/vms")
        guard everywhere != false else { return }
        for index in request.estate.guests.indices where request.moment.guests[index].isPresent {
            guard everywhere == true || request.caller.may("VM.Audit", "/vms/\(request.estate.guests[index].vmid)") else { continue }
            GuestRows.resource(index, request.estate, request.moment, &json)
        }
    }

    private static func nodeRows(_ request: LabRequest, _ json: inout JSONWriter) {
        for (node, now) in zip(request.estate.nodes, request.moment.nodes) where now.isMember {
            json.object { json in
                nodeRow(node, now, seesFigures: request.caller.may("Sys.Audit", "/nodes/\(node.name)"), &json)
                if now.isOnline { json.field("cgroup-mode", 2) }
            }
        }
    }

    /// The members of a node's row, here and in `/nodes`.
    static func nodeRow(_ node: LabNode, _ now: NodeReading, seesFigures: Bool, _ json: inout JSONWriter) {
        json.field("id", "node/\(node.name)")
        json.field("node", node.name)
        json.field("type", "node")
        json.field("status", now.isOnline ? "online" : "offline")
        json.field("level", "")
        guard seesFigures else { return }
        json.field("maxcpu", node.threads)
        json.field("maxmem", node.memory)
        json.field("maxdisk", node.rootSize)
        guard now.isOnline else { return }
        json.field("uptime", now.uptime)
        json.field("cpu", now.cpu)
        json.field("mem", now.memoryUsed)
        json.field("disk", now.rootUsed)
    }

    private static func storageRows(_ request: LabRequest, _ json: inout JSONWriter) {
        let estate = request.estate
        let seen = estate.storages.filter { $0.isEnabled && request.caller.may("Datastore.Audit", "/storage/\($0.id)") }
        for (index, node) in estate.nodes.enumerated() where request.moment.nodes[index].isMember {
            for storage in seen where storage.isOn(node.name) {
                let space = estate.space(of: storage, on: index, request.moment)
                json.object { json in
                    json.field("id", "storage/\(node.name)/\(storage.id)")
                    json.field("storage", storage.id)
                    json.field("node", node.name)
                    json.field("type", "storage")
                    json.field("plugintype", storage.type)
                    json.field("status", space == nil ? "unknown" : "available")
                    json.field("shared", storage.isShared ? 1 : 0)
                    json.field("content", storage.contentText)
                    if let space {
                        json.field("disk", space.used)
                        json.field("maxdisk", space.total)
                    }
                }
            }
        }
    }

    private static func networkRows(_ request: LabRequest, _ json: inout JSONWriter) {
        guard request.caller.may("SDN.Audit", "/sdn/zones/localnetwork") else { return }
        for (node, now) in zip(request.estate.nodes, request.moment.nodes) where now.isOnline {
            json.object { json in
                json.field("id", "sdn/\(node.name)/localnetwork")
                json.field("node", node.name)
                json.field("sdn", "localnetwork")
                json.field("status", "ok")
                json.field("type", "sdn")
            }
        }
    }

    static func pools(_ request: LabRequest, _ json: inout JSONWriter) {
        let wanted = request.query["poolid"]
        json.array(request.estate.pools.filter { (wanted ?? $0) == $0 && request.caller.may("Pool.Audit", "/pool/\($0)") }) { json, pool in
            json.object { json in
                json.field("poolid", pool)
                guard wanted != nil else { return }
                members(pool, request, &json)
            }
        }
    }

    static func pool(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        guard request.estate.pools.contains(request["poolid"]) else { throw LabRefusal(500, "pool '\(request["poolid"])' does not exist") }
        json.object { json in members(request["poolid"], request, &json) }
    }

    private static func members(_ pool: String, _ request: LabRequest, _ json: inout JSONWriter) {
        json.key("members")
        let estate = request.estate
        json.array((estate.membersOfPools[pool] ?? []).filter { request.moment.guests[$0].isPresent }) { json, index in
            GuestRows.resource(index, estate, request.moment, &json)
        }
    }
}
