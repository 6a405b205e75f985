import PulseCore

extension LabAPI {
    /// `/nodes/{node}/storage/{storage}/content`.
    static func content(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = try request.node()
        let storage = try request.storage()
        guard request.estate.space(of: storage, on: node, request.moment) != nil, storage.isOn(request.estate.nodes[node].name) else {
            throw LabRefusal(500, "storage '\(storage.id)' is not online")
        }
        let wanted = request.query["content"]
        let vmid = request.query["vmid"].flatMap { Int($0) }
        json.beginArray()
        for kind in storage.content where wanted == nil || wanted == kind {
            switch kind {
            case "backup": backups(storage, vmid, request, &json)
            case "images", "rootdir": volumes(storage, kind, node, vmid, request, &json)
            case "iso" where vmid == nil:
                file("\(storage.id):iso/debian-12.11.0-amd64-netinst.iso", "iso", 702_545_920, &json)
                file("\(storage.id):iso/virtio-win-0.1.271.iso", "iso", 722_501_632, &json)
            case "vztmpl" where vmid == nil:
                file("\(storage.id):vztmpl/debian-12-standard_12.7-1_amd64.tar.zst", "tzst", 126_515_062, &json)
            default: break
            }
        }
        json.endArray()
    }

    private static func file(_ volume: String, _ format: String, _ size: Int64, _ json: inout JSONWriter) {
        json.object { json in
            json.field("volid", volume)
            json.field("content", format == "iso" ? "iso" : "vztmpl")
            json.field("format", format)
            json.field("size", size)
            json.field("ctime", 1_749_500_000)
        }
    }

    private static func volumes(
        _ storage: LabStorage, _ content: String, _ node: Int, _ vmid: Int?, _ request: LabRequest, _ json: inout JSONWriter
    ) {
        let kind: LabGuest.Kind = content == "images" ? .qemu : .lxc
        for (guest, now) in zip(request.estate.guests, request.moment.guests)
        where guest.storage == storage.id && guest.kind == kind && now.isPresent && (storage.isShared || now.node == node) {
            guard (vmid ?? guest.vmid) == guest.vmid, request.caller.may("VM.Audit", "/vms/\(guest.vmid)") else { continue }
            for (number, size) in ([guest.disk] + guest.volumes).enumerated() {
                json.object { json in
                    let prefix = kind == .lxc && storage.type == "zfspool" ? "subvol" : guest.isTemplate ? "base" : "vm"
                    json.field("volid", "\(storage.id):\(prefix)-\(guest.vmid)-disk-\(number)")
                    json.field("content", content)
                    json.field("format", prefix == "subvol" ? "subvol" : "raw")
                    json.field("size", size)
                    json.field("vmid", guest.vmid)
                    json.field("ctime", Int64(guest.bootedAt) - 4_000_000)
                }
            }
        }
    }

    private static func backups(_ storage: LabStorage, _ vmid: Int?, _ request: LabRequest, _ json: inout JSONWriter) {
        let isServer = storage.type == "pbs"
        guard isServer || storage.id == "nas-backup" else { return }
        let backups = Backups(estate: request.estate)
        let now = request.moment.time.seconds
        for index in request.estate.guests.indices {
            let guest = request.estate.guests[index]
            guard (vmid ?? guest.vmid) == guest.vmid, request.caller.may("VM.Audit", "/vms/\(guest.vmid)") else { continue }
            for run in backups.runs(of: index, before: now, isWeekly: !isServer) where !run.isFailed {
                let isRunning = now < run.time + run.duration
                let size = isRunning && isServer ? 0 : backups.size(index)
                json.object { json in
                    json.field("content", "backup")
                    json.field("vmid", guest.vmid)
                    json.field("subtype", guest.kind.rawValue)
                    json.field("ctime", run.time)
                    json.field("size", size)
                    json.field("notes", guest.name)
                    json.field("protected", 0)
                    if isServer {
                        onServer(guest, run, isRunning: isRunning, storage, &json)
                    } else {
                        onShare(guest, run, storage, &json)
                    }
                }
            }
        }
    }

    private static func onServer(_ guest: LabGuest, _ run: Backups.Run, isRunning: Bool, _ storage: LabStorage, _ json: inout JSONWriter) {
        let type = guest.kind == .qemu ? "vm" : "ct"
        json.field("volid", "\(storage.id):backup/\(type)/\(guest.vmid)/\(Timestamp(seconds: run.time).rfc3339)")
        json.field("format", "pbs-\(type)")
        guard !isRunning, run.time % 3 != 0 else { return }
        json.key("verification")
        json.object { json in
            json.field("state", guest.vmid % 41 == 5 ? "failed" : "ok")
            json.field(
                "upid",
                "UPID:backup:0000061A:0000B3C2:00000142:\(hexadecimal(UInt64(run.time)).suffix(8).uppercased()):verify:main:root@pam:")
        }
    }

    private static func onShare(_ guest: LabGuest, _ run: Backups.Run, _ storage: LabStorage, _ json: inout JSONWriter) {
        let digits = Timestamp(seconds: run.time).rfc3339.map { "-T:".contains($0) ? "_" : $0 }
        let stamp = String(digits.prefix(19))
        let day = String(stamp.prefix(10))
        let clock = stamp.suffix(8).map { $0 == "_" ? "-" : String($0) }.joined()
        let format = guest.kind == .qemu ? "vma.zst" : "tar.zst"
        json.field("volid", "\(storage.id):backup/vzdump-\(guest.kind.rawValue)-\(guest.vmid)-\(day)-\(clock).\(format)")
        json.field("format", format)
    }
}
