import PulseCore

extension LabAPI {
    static let replicationRoutes: [LabRoute] = [
        LabRoute("/cluster/replication") { request, json in jobs(request, &json) },
        LabRoute("/nodes/{node}/replication", takes: ["guest"]) { request, json throws(LabRefusal) in
            let node = request.estate.nodes[try request.node()].name
            json.array(seen(request).filter { $0.source == node && !$0.isDisabled }) { json, job in state(job, request, &json) }
        },
        LabRoute("/nodes/{node}/replication/{id}/status") { request, json throws(LabRefusal) in
            let job = try job(request)
            state(job, request, &json)
        },
        LabRoute("/nodes/{node}/replication/{id}/log", takes: ["limit", "start"]) { request, json throws(LabRefusal) in
            let job = try job(request)
            let lines = [
                "\(job.id): start replication job", "\(job.id): guest => VM \(job.vmid), running => 4711",
                job.isFailing
                    ? "\(job.id): end replication job with error: command 'set -o pipefail && pvesm export' failed: exit code 255"
                    : "\(job.id): end replication job",
            ]
            numbered(lines, request, &json)
        },
    ]

    private static func seen(_ request: LabRequest) -> [LabReplication] {
        let guest = request.query["guest"].flatMap { Int($0) }
        return request.estate.replications.filter {
            (guest ?? $0.vmid) == $0.vmid && request.caller.may("VM.Audit", "/vms/\($0.vmid)")
        }
    }

    private static func job(_ request: LabRequest) throws(LabRefusal) -> LabReplication {
        let node = request.estate.nodes[try request.node()].name
        guard let job = request.estate.replications.first(where: { $0.id == request["id"] && $0.source == node }) else {
            throw LabRefusal(500, "no such job '\(request["id"])'")
        }
        guard request.caller.may("VM.Audit", "/vms/\(job.vmid)") else { throw .permission("/vms/\(job.vmid)", ["VM.Audit"]) }
        return job
    }

    private static func jobs(_ request: LabRequest, _ json: inout JSONWriter) {
        json.array(seen(request)) { json, job in
            json.object { json in description(job, &json) }
        }
    }

    private static func description(_ job: LabReplication, _ json: inout JSONWriter) {
        json.field("id", job.id)
        json.field("type", "local")
        json.field("guest", job.vmid)
        json.field("jobnum", job.number)
        json.field("source", job.source)
        json.field("target", job.target)
        json.field("schedule", job.period == 900 ? "*/15" : "*:00")
        json.optional("comment", job.comment)
        if job.isDisabled { json.field("disable", 1) }
    }

    private static func state(_ job: LabReplication, _ request: LabRequest, _ json: inout JSONWriter) {
        let run = (request.moment.seconds / job.period).rounded(.down) * job.period
        // A failing job has failed since two days before the estate was built.
        let failed = Double(request.estate.epoch.seconds) - 172_800
        let last = job.isFailing ? (failed / job.period).rounded(.down) * job.period : run
        json.object { json in
            description(job, &json)
            json.field("vmtype", "qemu")
            json.field("last_sync", Int64(last))
            json.field("last_try", Int64(run))
            json.field("next_sync", Int64(run + job.period))
            json.field("duration", job.duration)
            json.field("fail_count", job.isFailing ? Int((request.moment.seconds - failed) / job.period) : 0)
            if job.isFailing {
                json.field("error", "command 'set -o pipefail && pvesm export local-zfs:vm-\(job.vmid)-disk-0 zfs' failed: exit code 255")
            } else if request.moment.seconds - run < job.duration {
                json.field("pid", 40_000 + job.vmid)
            }
        }
    }

    /// Lines of a log, of which `start` and `limit` take a part.
    static func numbered(_ lines: [String], _ request: LabRequest, _ json: inout JSONWriter) {
        let start = max(request.query["start"].flatMap { Int($0) } ?? 0, 0)
        let limit = request.query["limit"].flatMap { Int($0) } ?? 50
        json.array(Array(lines.enumerated()).dropFirst(start).prefix(limit <= 0 ? lines.count : limit)) { json, line in
            json.object { json in
                json.field("n", line.offset + 1)
                json.field("t", line.element)
            }
        }
    }
}
