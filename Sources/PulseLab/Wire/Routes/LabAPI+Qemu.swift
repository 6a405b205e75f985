import PulseCore

extension LabAPI {
    static let qemuRoutes: [LabRoute] = [
        LabRoute("/nodes/{node}/qemu", takes: ["full"]) { request, json throws(LabRefusal) in try guests(.qemu, request, &json) },
        LabRoute("/nodes/{node}/qemu/{vmid}/status/current", .guest) { request, json throws(LabRefusal) in
            try qemuStatus(request, &json)
        },
        LabRoute("/nodes/{node}/qemu/{vmid}/config", .guest, takes: ["current", "snapshot"]) { request, json throws(LabRefusal) in
            try qemuConfig(request, &json)
        },
        LabRoute("/nodes/{node}/qemu/{vmid}/snapshot", .guest) { request, json throws(LabRefusal) in
            try snapshots(.qemu, request, &json)
        },
    ]

    static func guests(_ kind: LabGuest.Kind, _ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = try request.node()
        let everywhere = request.caller.mayEverywhere("VM.Audit", below: "/vms")
        json.beginArray()
        for (guest, now) in zip(request.estate.guests, request.moment.guests)
        where guest.kind == kind && now.node == node && now.isPresent {
            guard everywhere ?? request.caller.may("VM.Audit", "/vms/\(guest.vmid)") else { continue }
            json.object { json in GuestRows.status(guest, now, request.estate.version, &json) }
        }
        json.endArray()
    }

    private static func qemuStatus(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.guest(.qemu)
        let (guest, now) = (request.estate.guests[index], request.moment.guests[index])
        json.object { json in
            GuestRows.status(guest, now, request.estate.version, &json)
            json.field("qmpstatus", now.isRunning ? "running" : "stopped")
            json.key("ha")
            json.object { json in
                json.field("managed", guest.isHighlyAvailable ? 1 : 0)
                if guest.isHighlyAvailable { json.field("state", "started") }
            }
            if now.agent != .absent { json.field("agent", 1) }
            guard now.isRunning else { return }
            json.field("running-machine", "pc-i440fx-9.2+pve1")
            json.field("running-qemu", request.estate.version.qemu)
            // Only a balloon driver that answers tells what is free inside.
            if now.agent == .answering, !guest.system.isWindows { balloon(guest, now, request.moment.time, &json) }
            traffic(guest, now, &json)
        }
    }

    private static func balloon(_ guest: LabGuest, _ now: GuestReading, _ time: Timestamp, _ json: inout JSONWriter) {
        let total = guest.memory - 64 * Size.mebi
        let free = max(total - now.memory, 0)
        json.field("balloon", guest.memory)
        json.field("freemem", free)
        json.key("ballooninfo")
        json.object { json in
            json.field("actual", guest.memory)
            json.field("max_mem", guest.memory)
            json.field("total_mem", total)
            json.field("free_mem", free)
            json.field("mem_swapped_in", 0)
            json.field("mem_swapped_out", 0)
            json.field("major_page_faults", 1811 + now.uptime / 60)
            json.field("minor_page_faults", 90_000 + now.uptime * 22)
            json.field("last_update", time.seconds / 10 * 10)
        }
    }

    private static func traffic(_ guest: LabGuest, _ now: GuestReading, _ json: inout JSONWriter) {
        json.key("nics")
        json.object { json in
            json.key("tap\(guest.vmid)i0")
            json.object { json in
                json.field("netin", now.netIn)
                json.field("netout", now.netOut)
            }
        }
        json.key("blockstat")
        json.object { json in
            json.key("scsi0")
            json.object { json in
                json.field("rd_bytes", now.diskRead)
                json.field("wr_bytes", now.diskWrite)
                json.field("rd_operations", now.diskRead / 16_384)
                json.field("wr_operations", now.diskWrite / 12_288)
                json.field("rd_total_time_ns", now.diskRead * 11)
                json.field("wr_total_time_ns", now.diskWrite * 19)
                json.field("wr_highest_offset", guest.disk * 7 / 10)
            }
        }
    }
}
