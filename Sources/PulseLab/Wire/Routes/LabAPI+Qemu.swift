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

    private static func qemuConfig(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let index = try request.guest(.qemu)
        let (guest, now) = (request.estate.guests[index], request.moment.guests[index])
        json.object { json in
            json.field("name", guest.name)
            json.field("ostype", guest.system.ostype)
            json.field("cores", guest.cores)
            json.field("sockets", 1)
            json.field("cpu", "x86-64-v2-AES")
            json.field("memory", String(guest.memory / Size.mebi))
            json.field("numa", 0)
            json.field("onboot", guest.isStartedAtBoot ? 1 : 0)
            if now.agent != .absent { json.field("agent", "1,fstrim_cloned_disks=1") }
            if guest.isTemplate { json.field("template", 1) }
            if !guest.tags.isEmpty { json.field("tags", guest.tagText) }
            json.optional("lock", now.lock)
            json.field("boot", "order=scsi0;ide2;net0")
            json.field("scsihw", "virtio-scsi-single")
            json.field("scsi0", volume(guest, 0, guest.disk) + ",iothread=1,discard=on")
            for (number, size) in guest.volumes.enumerated() {
                json.key("scsi\(number + 1)")
                json.value(volume(guest, number + 1, size))
            }
            json.field("ide2", "none,media=cdrom")
            json.field("net0", "virtio=\(guest.mac),bridge=vmbr0,firewall=1")
            json.field("smbios1", "uuid=\(uuid(guest.vmid, request.estate))")
            json.field("meta", "creation-qemu=\(request.estate.version.qemu),ctime=\(Int64(guest.bootedAt) - 9_000_000)")
            json.field("vmgenid", uuid(guest.vmid + 500_000, request.estate))
            json.field("digest", digest(guest.vmid))
        }
    }

    private static func volume(_ guest: LabGuest, _ number: Int, _ size: Int64) -> String {
        "\(guest.storage):\(guest.isTemplate ? "base" : "vm")-\(guest.vmid)-disk-\(number),size=\(size / Size.gibi)G"
    }

    static func digest(_ vmid: Int) -> String {
        let halves = [UInt64(vmid), UInt64(vmid) &* 31, UInt64(vmid) &* 131].map { hexadecimal(Burst.mix($0)) }
        return String(halves.joined().prefix(40))
    }
    private static func uuid(_ number: Int, _ estate: LabEstate) -> String {
        let name = UInt64(truncatingIfNeeded: (estate.name ?? "").utf8.reduce(7) { $0 &* 31 &+ Int($1) })
        let digits = Array(hexadecimal(Burst.mix(UInt64(number) &+ name)) + hexadecimal(Burst.mix(UInt64(number) &* 77 &+ name)))
        let parts: [String] = [(0, 8), (8, 12), (13, 16), (17, 20), (20, 32)].map { String(digits[$0.0..<$0.1]) }
        return "\(parts[0])-\(parts[1])-4\(parts[2])-a\(parts[3])-\(parts[4])"
    }
    static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func snapshots(_ kind: LabGuest.Kind, _ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let guest = request.estate.guests[try request.guest(kind)]
        let epoch = Double(request.estate.epoch.seconds)
        json.beginArray()
        var parent: String?
        for snapshot in guest.snapshots {
            json.object { json in
                json.field("name", snapshot.name)
                json.field("description", snapshot.description)
                json.field("snaptime", Int64(epoch - snapshot.age))
                if kind == .qemu { json.field("vmstate", snapshot.hasMemory ? 1 : 0) }
                json.optional("parent", parent)
            }
            parent = snapshot.name
        }
        json.object { json in
            json.field("name", "current")
            json.field("description", "You are here!")
            json.field("digest", digest(guest.vmid))
            json.field("running", request.moment.guests[request.estate.guestIndex[guest.vmid] ?? 0].isRunning ? 1 : 0)
            json.optional("parent", parent)
        }
        json.endArray()
    }
}
