import PulseCore

/// The members of a guest's row that never change, as JSON text: encoded once, since an answer holds thousands.
struct GuestFragment: Sendable {
    /// Everybody sees these, even when the node is off.
    let always: [UInt8]
    /// These need a node that answers.
    let known: [UInt8]

    init(_ guest: LabGuest) {
        var json = JSONWriter()
        json.field("id", guest.id)
        json.field("vmid", guest.vmid)
        json.field("type", guest.kind.rawValue)
        json.optional("pool", guest.pool)
        if !guest.tags.isEmpty { json.field("tags", guest.tagText) }
        always = json.bytes
        json = JSONWriter()
        json.field("name", guest.name)
        json.field("template", guest.isTemplate ? 1 : 0)
        json.field("maxcpu", guest.cores)
        json.field("maxmem", guest.memory)
        json.field("maxdisk", guest.disk)
        known = json.bytes
    }
}
