import PulseCore

/// The figures of a guest that several answers share.
enum GuestRows {
    /// A row of `/cluster/resources`.
    static func resource(_ index: Int, _ estate: LabEstate, _ moment: LabMoment, _ json: inout JSONWriter) {
        let isNine = estate.version.isNine
        json.beginObject()
        json.rawValue(estate.fragments[index].always)
        json.field("node", estate.nodes[moment.guests[index].node].name)
        if moment.guests[index].isUnknown {
            json.field("status", "unknown")
        } else {
            json.rawValue(estate.fragments[index].known)
            figures(moment.guests[index], &json)
            if isNine { json.field("memhost", hostMemory(estate.guests[index], moment.guests[index])) }
        }
        json.optional("lock", moment.guests[index].lock)
        if estate.guests[index].isHighlyAvailable { json.field("hastate", moment.guests[index].isRunning ? "started" : "stopped") }
        json.endObject()
    }

    private static func figures(_ now: GuestReading, _ json: inout JSONWriter) {
        json.field("status", now.isRunning ? "running" : "stopped")
        json.field("uptime", now.uptime)
        json.field("cpu", now.cpu)
        json.field("mem", now.memory)
        json.field("disk", now.disk)
        json.field("netin", now.netIn)
        json.field("netout", now.netOut)
        json.field("diskread", now.diskRead)
        json.field("diskwrite", now.diskWrite)
    }

    /// What the process of a guest takes on the node.
    static func hostMemory(_ guest: LabGuest, _ now: GuestReading) -> Int64 {
        guard now.isRunning else { return 0 }
        return guest.kind == .lxc ? now.memory : min(now.memory + guest.memory / 8, guest.memory) + 90 * Size.mebi
    }

    /// What `/nodes/{node}/qemu`, `/lxc` and `status/current` have in common.
    static func status(_ guest: LabGuest, _ now: GuestReading, _ version: LabVersion, _ json: inout JSONWriter) {
        json.field("vmid", guest.vmid)
        json.field("name", guest.name)
        json.field("status", now.isRunning ? "running" : "stopped")
        if guest.isTemplate { json.field("template", 1) }
        if !guest.tags.isEmpty { json.field("tags", guest.tagText) }
        json.optional("lock", now.lock)
        json.field("cpus", guest.cores)
        json.field("cpu", now.cpu)
        json.field("mem", now.memory)
        json.field("maxmem", guest.memory)
        json.field("disk", now.disk)
        json.field("maxdisk", guest.disk)
        json.field("netin", now.netIn)
        json.field("netout", now.netOut)
        json.field("diskread", now.diskRead)
        json.field("diskwrite", now.diskWrite)
        json.field("uptime", now.uptime)
        if now.isRunning { json.field("pid", 1000 + guest.vmid * 7) }
        if guest.kind == .lxc {
            json.field("type", "lxc")
            json.field("swap", 0)
            json.field("maxswap", guest.swap)
        }
        guard version.isNine, now.isRunning else { return }
        if guest.kind == .qemu { json.field("memhost", hostMemory(guest, now)) }
        pressure(guest, now, &json)
    }

    private static func pressure(_ guest: LabGuest, _ now: GuestReading, _ json: inout JSONWriter) {
        let cpu: Double = now.cpu > 0.8 ? (now.cpu - 0.8) * 60 : 0
        json.field("pressurecpusome", rounded(cpu))
        if guest.kind == .qemu { json.field("pressurecpufull", rounded(cpu * 0.8)) }
        json.field("pressureiosome", rounded(now.cpu * 0.6))
        json.field("pressureiofull", rounded(now.cpu * 0.5))
        json.field("pressurememorysome", 0)
        json.field("pressurememoryfull", 0)
    }

    static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
