import PulseCore

extension LabAPI {
    static let taskRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/storage/{storage}/content", .storage, takes: ["content", "vmid"]) { request, json throws(LabRefusal) in
            try content(request, &json)
        },
        LabRoute("/cluster/tasks") { request, json in
            let nodes = request.estate.nodes.indices.filter { request.moment.nodes[$0].isOnline }
            let tasks = nodes.flatMap { LabTask.all(on: $0, request).prefix(8) }
            json.array(tasks.sorted { $0.start > $1.start }.prefix(60)) { json, task in
                json.object { json in
                    task.write(&json)
                    json.field("saved", task.end == nil ? "0" : "1")
                }
            }
        },
        LabRoute(
            "/nodes/{node}/tasks",
            takes: ["errors", "limit", "since", "source", "start", "statusfilter", "typefilter", "until", "userfilter", "vmid"]
        ) { request, json throws(LabRefusal) in try tasks(request, &json) },
        LabRoute("/nodes/{node}/tasks/{upid}/status") { request, json throws(LabRefusal) in
            let task = try task(request)
            json.object { json in
                json.field("upid", task.upid)
                json.field("node", task.node)
                json.field("pid", task.pid)
                json.field("pstart", task.processStart)
                json.field("starttime", task.start)
                json.field("type", task.type)
                json.field("id", task.id)
                json.field("user", "root@pam")
                json.field("status", task.end == nil ? "running" : "stopped")
                if task.end != nil { json.field("exitstatus", task.status) }
            }
        },
        LabRoute("/nodes/{node}/tasks/{upid}/log", takes: ["download", "limit", "start"]) { request, json throws(LabRefusal) in
            numbered(try task(request).lines, request, &json)
        },
        LabRoute("/cluster/backup", .datacenter) { request, json in backupJobs(request.estate, &json) },
        LabRoute("/cluster/backup-info/not-backed-up", .datacenter) { request, json in
            json.array(zip(request.estate.guests, request.moment.guests).filter { !$0.0.isBackedUp && $0.1.isPresent }.map(\.0)) {
                json, guest in
                json.object { json in
                    json.field("vmid", guest.vmid)
                    json.field("name", guest.name)
                    json.field("type", guest.kind.rawValue)
                }
            }
        },
    ]

    private static func tasks(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = try request.node()
        // Without the privilege only one's own tasks are seen, and the token has none.
        let sees = request.caller.may("Sys.Audit", "/nodes/\(request.estate.nodes[node].name)")
        var tasks = sees ? LabTask.all(on: node, request) : []
        switch request.query["source"] ?? "archive" {
        case "active": tasks.removeAll { $0.end != nil }
        case "archive": tasks.removeAll { $0.end == nil }
        default: break
        }
        if let type = request.query["typefilter"] { tasks.removeAll { $0.type != type } }
        if let vmid = request.query["vmid"] { tasks.removeAll { $0.id != vmid } }
        if request.isSet("errors") { tasks.removeAll { $0.status == "OK" } }
        if let since = request.query["since"].flatMap({ Int64($0) }) { tasks.removeAll { $0.start < since } }
        if let until = request.query["until"].flatMap({ Int64($0) }) { tasks.removeAll { $0.start > until } }
        let start = request.query["start"].flatMap { Int($0) } ?? 0
        let limit = request.query["limit"].flatMap { Int($0) } ?? 50
        json.array(tasks.dropFirst(max(start, 0)).prefix(max(limit, 0))) { json, task in json.object { json in task.write(&json) } }
    }

    private static func task(_ request: LabRequest) throws(LabRefusal) -> LabTask {
        let node = try request.node()
        guard let task = LabTask.all(on: node, request).first(where: { $0.upid == request["upid"] }) else {
            throw LabRefusal(500, "no such task")
        }
        let name = request.estate.nodes[node].name
        guard request.caller.may("Sys.Audit", "/nodes/\(name)") else { throw .permission("/nodes/\(name)", ["Sys.Audit"]) }
        return task
    }

    private static func backupJobs(_ estate: LabEstate, _ json: inout JSONWriter) {
        let outside = estate.guests.filter { !$0.isBackedUp }.prefix(40).map { String($0.vmid) }.joined(separator: ",")
        json.beginArray()
        for (id, storage, schedule) in [("backup-nightly", "pbs-main", "02:00"), ("backup-weekly", "nas-backup", "sun 04:00")] {
            json.object { json in
                json.field("id", id)
                json.field("type", "vzdump")
                json.field("storage", storage)
                json.field("schedule", schedule)
                json.field("enabled", 1)
                json.field("all", 1)
                if !outside.isEmpty { json.field("exclude", outside) }
                json.field("mode", "snapshot")
                json.field("compress", "zstd")
                json.field("notes-template", "{{guestname}}")
            }
        }
        json.endArray()
    }
}
