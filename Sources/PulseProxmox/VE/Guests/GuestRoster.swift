import PulseCore

/// The guests to show: those the platform lists, and those of nodes that are silent but in grace, `platform-polling` §2.1.
struct GuestRoster: Sendable {
    struct Entry: Sendable, Equatable {
        var row: GuestRow
        /// When the platform said so; earlier than now for a guest that is kept.
        var listedAt: Timestamp
    }
    /// Most guests of one connection; more are not shown.
    static let mostGuests = 50_000

    private var known: [GuestKey: Entry] = [:]

    init() {}

    /// Takes the newest list in and answers what to show, without templates, in the order of the list; what is kept comes last.
    mutating func take(_ list: RowList<GuestRow>, presence: NodePresence, at now: Timestamp) -> [Entry] {
        let keepsAll = list.rows.isEmpty && (list.isAbsent || presence.isAnySilent)
        var shown: [Entry] = []
        var next: [GuestKey: Entry] = [:]
        shown.reserveCapacity(list.rows.count)
        for row in list.rows where !row.isTemplate && next.count < Self.mostGuests && next[row.key] == nil {
            var entry = Entry(row: row, listedAt: now)
            // Of a node that it does not hear the platform knows only that the guest is there.
            if row.isUnheard, presence.state(of: row.node) == .grace, let before = known[row.key] { entry = before }
            next[row.key] = entry
            shown.append(entry)
        }
        let listed = Set(list.rows.lazy.map(\.key))
        let kept = known.values.filter { entry in
            !listed.contains(entry.row.key) && (keepsAll || presence.state(of: entry.row.node) == .grace)
        }
        for entry in kept.sorted(by: { ($0.row.key.vmid, $0.row.key.kind.rawValue) < ($1.row.key.vmid, $1.row.key.kind.rawValue) }) {
            next[entry.row.key] = entry
            shown.append(entry)
        }
        known = next
        return shown
    }
}

extension GuestRow {
    /// Whether the platform only knows that the guest is there, not how it is.
    var isUnheard: Bool { status == nil || status?.lowercased() == "unknown" }
}
