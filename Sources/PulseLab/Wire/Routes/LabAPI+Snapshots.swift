import PulseCore

extension LabAPI {
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
