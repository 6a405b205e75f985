import PulseCore

/// The rows of `/cluster/metrics/export`.
struct MetricRows {
    let estate: LabEstate
    /// Indices of the nodes that are wanted.
    let nodes: Set<Int>

    func write(_ moment: LabMoment, _ json: inout JSONWriter) {
        let time = moment.time.seconds
        for index in estate.nodes.indices where nodes.contains(index) && moment.nodes[index].isOnline {
            node(estate.nodes[index], moment.nodes[index], time, &json)
            storages(index, moment, time, &json)
        }
        for (guest, now) in zip(estate.guests, moment.guests)
        where now.isPresent && nodes.contains(now.node) && moment.nodes[now.node].isOnline {
            self.guest(guest, now, time, &json)
        }
    }

    private func row(_ id: String, _ metric: StaticString, _ value: Double, _ time: Int64, isRate: Bool = false, _ json: inout JSONWriter) {
        json.beginObject()
        json.field("id", id)
        json.field("metric", metric.description)
        json.field("timestamp", time)
        json.field("type", isRate ? "derive" : "gauge")
        json.field("value", value)
        json.endObject()
    }

    private func node(_ node: LabNode, _ now: NodeReading, _ time: Int64, _ json: inout JSONWriter) {
        let id = "node/\(node.name)"
        row(id, "uptime", Double(now.uptime), time, &json)
        row(id, "net_in", Double(now.netIn), time, isRate: true, &json)
        row(id, "net_out", Double(now.netOut), time, isRate: true, &json)
        row(id, "cpu_avg1", now.load[0], time, &json)
        row(id, "cpu_avg5", now.load[1], time, &json)
        row(id, "cpu_avg15", now.load[2], time, &json)
        row(id, "cpu_max", Double(node.threads), time, &json)
        row(id, "cpu_current", now.cpu, time, &json)
        row(id, "cpu_iowait", now.wait, time, &json)
        row(id, "mem_total", Double(node.memory), time, &json)
        row(id, "mem_used", Double(now.memoryUsed), time, &json)
        row(id, "swap_total", Double(node.swap), time, &json)
        row(id, "swap_used", Double(now.swapUsed), time, &json)
        row(id, "disk_total", Double(node.rootSize), time, &json)
        row(id, "disk_used", Double(now.rootUsed), time, &json)
    }

    private func guest(_ guest: LabGuest, _ now: GuestReading, _ time: Int64, _ json: inout JSONWriter) {
        let id = guest.id
        if now.isRunning {
            row(id, "cpu_current", now.cpu, time, &json)
            row(id, "mem_used", Double(now.memory), time, &json)
            row(id, "disk_read", Double(now.diskRead), time, isRate: true, &json)
            row(id, "disk_write", Double(now.diskWrite), time, isRate: true, &json)
            row(id, "net_in", Double(now.netIn), time, isRate: true, &json)
            row(id, "net_out", Double(now.netOut), time, isRate: true, &json)
            if guest.kind == .lxc { row(id, "disk_used", Double(now.disk), time, &json) }
        }
        row(id, "uptime", Double(now.uptime), time, &json)
        row(id, "cpu_max", Double(guest.cores), time, &json)
        row(id, "mem_total", Double(guest.memory), time, &json)
        row(id, "disk_total", Double(guest.disk), time, &json)
    }

    private func storages(_ node: Int, _ moment: LabMoment, _ time: Int64, _ json: inout JSONWriter) {
        for storage in estate.storages where storage.isOn(estate.nodes[node].name) {
            guard let space = estate.space(of: storage, on: node, moment) else { continue }
            let id = "storage/\(estate.nodes[node].name)/\(storage.id)"
            row(id, "disk_total", Double(space.total), time, &json)
            row(id, "disk_used", Double(space.used), time, &json)
        }
    }
}

extension LabAPI {
    /// Seconds between the rounds of Proxmox's statistics daemon.
    private static let round: Int64 = 10
    /// Rounds that are remembered: half an hour and the newest.
    private static let remembered: Int64 = 181

    /// `/cluster/metrics/export`: the newest round, or with `history` all that are later than `start-time`.
    static func export(_ request: LabRequest, _ json: inout JSONWriter) {
        let estate = request.estate
        var nodes = Set(estate.nodes.indices)
        if let list = request.query["node-list"] {
            let names = Set(list.split { $0 == "," || $0 == ";" || $0 == " " }.map(String.init))
            nodes = nodes.filter { names.contains(estate.nodes[$0].name) }
        }
        if request.isSet("local-only") { nodes = nodes.intersection([request.member]) }
        let rows = MetricRows(estate: estate, nodes: nodes)
        let last = request.moment.time.seconds / round * round
        let start = request.query["start-time"].flatMap { Int64($0) } ?? 0
        let first = request.isSet("history") ? max(last - (remembered - 1) * round, (start / round + 1) * round) : last
        json.beginObject()
        json.key("data")
        json.beginArray()
        if last > start {
            let only = nodes.count == 1 ? nodes.first : nil
            for time in stride(from: first, through: last, by: Int(round)) {
                rows.write(estate.moment(at: Timestamp(seconds: time), onlyOn: only), &json)
            }
        }
        json.endArray()
        json.endObject()
    }
}
