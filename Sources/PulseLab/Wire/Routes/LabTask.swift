import PulseCore

/// A task of a node: the nightly backups of all its guests in one, and some guests' starts.
struct LabTask: Sendable {
    let node: String
    let type: String
    /// Empty for a backup of many guests.
    let id: String
    let start: Int64
    /// `nil` while it runs.
    let end: Int64?
    let status: String
    let pid: Int
    let lines: [String]

    var processStart: Int64 { (start - 1_700_000_000) % 100_000_000 }
    var upid: String {
        let numbers = [Int64(pid), processStart, start].map { LabAPI.hexadecimal(UInt64($0)).suffix(8).uppercased() }
        return "UPID:\(node):\(numbers.joined(separator: ":")):\(type):\(id):root@pam:"
    }

    func write(_ json: inout JSONWriter) {
        json.field("upid", upid)
        json.field("node", node)
        json.field("pid", pid)
        json.field("pstart", processStart)
        json.field("starttime", start)
        if let end {
            json.field("endtime", end)
            json.field("status", status)
        }
        json.field("type", type)
        json.field("id", id)
        json.field("user", "root@pam")
    }

    /// The tasks of a node, newest first.
    static func all(on node: Int, _ request: LabRequest) -> [Self] {
        let estate = request.estate
        let now = request.moment.time.seconds
        let backups = Backups(estate: estate)
        var nights: [Int64: [Backups.Run]] = [:]
        for index in estate.guests.indices where estate.guests[index].home == node {
            for run in backups.runs(of: index, before: now, isWeekly: false) { nights[run.time / 86_400, default: []].append(run) }
        }
        let name = estate.nodes[node].name
        let dumps = nights.values.map { runs in Self.dump(runs.sorted { $0.time < $1.time }, name, estate, now) }
        let starts = estate.guests.indices.filter { estate.guests[$0].home == node && estate.guests[$0].isOn }.prefix(20).map { index in
            let guest = estate.guests[index]
            let time = Int64(guest.bootedAt)
            return Self(
                node: name, type: guest.kind == .qemu ? "qmstart" : "vzstart", id: String(guest.vmid), start: time, end: time + 3,
                status: "OK", pid: 2000 + guest.vmid, lines: ["TASK OK"])
        }
        return (dumps + starts.filter { $0.start <= now }).sorted { ($0.start, $0.pid) > ($1.start, $1.pid) }
    }

    private static func dump(_ runs: [Backups.Run], _ node: String, _ estate: LabEstate, _ now: Int64) -> Self {
        let start = (runs.first?.time ?? now) - 2
        let end = (runs.map { $0.time + $0.duration }.max() ?? now) + 1
        var lines = ["INFO: starting new backup job: vzdump --all 1 --storage pbs-main --mode snapshot"]
        for run in runs {
            let guest = estate.guests[run.guest]
            lines.append("INFO: Starting Backup of VM \(guest.vmid) (\(guest.kind.rawValue))")
            lines.append(
                "INFO: Backup started at \(Timestamp(seconds: run.time).rfc3339.prefix(19).map { $0 == "T" ? " " : String($0) }.joined())")
            lines.append("INFO: VM Name: \(guest.name)")
            if now < run.time + run.duration { break }
            let took = "00:0\(run.duration / 60):\(run.duration % 60 < 10 ? "0" : "")\(run.duration % 60)"
            lines.append(
                run.isFailed
                    ? "ERROR: Backup of VM \(guest.vmid) failed - guest-fsfreeze-freeze problems"
                    : "INFO: Finished Backup of VM \(guest.vmid) (\(took))")
        }
        let isOver = end <= now
        let isFailed = runs.contains(where: \.isFailed)
        if isOver {
            lines += [
                isFailed ? "INFO: Backup job finished with errors" : "INFO: Backup job finished successfully",
                isFailed ? "TASK ERROR: job errors" : "TASK OK",
            ]
        }
        return Self(
            node: node, type: "vzdump", id: "", start: start, end: isOver ? end : nil, status: isFailed ? "job errors" : "OK",
            pid: 30_000 + Int(start % 30_000), lines: lines)
    }
}
