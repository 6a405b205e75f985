import PulseCore

extension LabAPI {
    static let historyRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/rrddata", .node, takes: ["cf"], needs: ["timeframe"]) { request, json throws(LabRefusal) in
            let node = try request.node()
            try points(request, &json) { moment, json in
                nodePoint(request.estate.nodes[node], moment.nodes[node], moment.tide, request.estate.version, &json)
            }
        },
        LabRoute("/nodes/{node}/qemu/{vmid}/rrddata", .guest, takes: ["cf"], needs: ["timeframe"]) { request, json throws(LabRefusal) in
            try guestPoints(.qemu, request, &json)
        },
        LabRoute("/nodes/{node}/lxc/{vmid}/rrddata", .guest, takes: ["cf"], needs: ["timeframe"]) { request, json throws(LabRefusal) in
            try guestPoints(.lxc, request, &json)
        },
        LabRoute("/nodes/{node}/storage/{storage}/rrddata", .storage, takes: ["cf"], needs: ["timeframe"]) {
            request, json throws(LabRefusal) in
            let (node, storage) = (try request.node(), try request.storage())
            try points(request, &json) { moment, json in
                guard let space = request.estate.space(of: storage, on: node, moment) else { return }
                json.field("total", space.total)
                json.field("used", space.used)
            }
        },
        LabRoute(
            "/cluster/metrics/export", .datacenter, takes: ["history", "local-only", "start-time"], takesFromNine: ["node-list"],
            isAbsent: { !$0.exportsMetrics }
        ) { request, json in export(request, &json) },
    ]

    /// Seconds between points, and how many, of a timeframe.
    private static func frame(_ name: String?, _ version: LabVersion) -> (step: Int64, count: Int64)? {
        switch name {
        case "hour": (60, 60)
        case "day": version.isNine ? (60, 1440) : (1800, 70)
        case "week": version.isNine ? (1800, 336) : (10_800, 70)
        case "month": version.isNine ? (1800, 1440) : (43_200, 70)
        case "year": version.isNine ? (21_600, 1460) : (604_800, 70)
        case "decade" where version.isNine: (604_800, 570)
        default: nil
        }
    }

    private static func points(
        _ request: LabRequest, _ json: inout JSONWriter, _ write: (LabMoment, inout JSONWriter) -> Void
    ) throws(LabRefusal) {
        guard let frame = frame(request.query["timeframe"], request.estate.version) else {
            throw LabRefusal(
                400, "Parameter verification failed.",
                parameters: ["timeframe": "value '\(request.query["timeframe"] ?? "")' does not have a value in the enumeration"])
        }
        let node = try request.node()
        let last = request.moment.time.seconds / frame.step * frame.step
        json.beginArray()
        for index in 0..<frame.count {
            let time = last - (frame.count - 1 - index) * frame.step
            json.object { json in
                json.field("time", time)
                write(request.estate.moment(at: Timestamp(seconds: time), onlyOn: node), &json)
            }
        }
        json.endArray()
    }

    private static func nodePoint(_ node: LabNode, _ now: NodeReading, _ tide: Tide, _ version: LabVersion, _ json: inout JSONWriter) {
        guard now.isOnline else { return }
        json.field("cpu", now.cpu)
        json.field("maxcpu", node.threads)
        json.field("iowait", now.wait)
        json.field("loadavg", now.load[0])
        json.field("memtotal", node.memory)
        json.field("memused", now.memoryUsed)
        if version.isNine { json.field("memavailable", now.memoryAvailable) }
        json.field("swaptotal", node.swap)
        json.field("swapused", now.swapUsed)
        json.field("roottotal", node.rootSize)
        json.field("rootused", now.rootUsed)
        // Rates, in bytes a second.
        json.field("netin", node.netIn.value(tide))
        json.field("netout", node.netOut.value(tide))
    }

    private static func guestPoints(_ kind: LabGuest.Kind, _ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.guest(kind)
        let guest = request.estate.guests[index]
        try points(request, &json) { moment, json in
            let now = moment.guests[index]
            json.field("maxcpu", guest.cores)
            json.field("maxmem", guest.memory)
            json.field("maxdisk", guest.disk)
            json.field("disk", now.disk)
            guard now.isRunning else { return }
            json.field("cpu", now.cpu)
            json.field("mem", now.memory)
            json.field("netin", guest.netIn.value(moment.tide))
            json.field("netout", guest.netOut.value(moment.tide))
            json.field("diskread", guest.diskRead.value(moment.tide))
            json.field("diskwrite", guest.diskWrite.value(moment.tide))
        }
    }
}
