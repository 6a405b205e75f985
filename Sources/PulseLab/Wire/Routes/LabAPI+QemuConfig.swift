import PulseCore

extension LabAPI {
    static func qemuConfig(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
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
            let isStarted = request.moment.state.guests[index].isStartedAtBoot ?? guest.isStartedAtBoot
            // Proxmox leaves out what is at its default.
            if isStarted { json.field("onboot", 1) }
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
}
