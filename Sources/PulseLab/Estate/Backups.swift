import PulseCore

/// The backups of an estate at a moment: every night to the backup server, on Sundays also to the share.
struct Backups: Sendable {
    struct Run: Sendable {
        let guest: Int
        /// When it started.
        let time: Int64
        let duration: Int64
        let isFailed: Bool
    }
    static let nights = 7
    private static let day: Int64 = 86_400

    let estate: LabEstate

    /// The runs of one guest that started before `now`, oldest first.
    ///
    /// - Parameter isWeekly: The four latest Sundays instead of the latest nights.
    func runs(of index: Int, before now: Int64, isWeekly: Bool) -> [Run] {
        let guest = estate.guests[index]
        guard guest.isBackedUp, !guest.isTemplate else { return [] }
        let today = now / Self.day
        let days: [Int64] =
            isWeekly
            // The first of January 1970 was a Thursday.
            ? (0..<35).map { today - 34 + Int64($0) }.filter { ($0 + 4) % 7 == 0 }.suffix(4)
            : (0...Self.nights).map { today - Int64(Self.nights) + Int64($0) }
        let runs = days.map { day in
            let start =
                day * Self.day + (isWeekly ? 4 : 2) * 3600 + Int64(guest.home * 97 + index / max(estate.nodes.count, 1) * 190) % 7000
            let draw = Burst.mix(UInt64(day) &* 1_000_003 &+ UInt64(guest.vmid))
            return Run(guest: index, time: start, duration: 40 + Int64(draw % 140), isFailed: index % 37 == 9 && draw % 3 != 0)
        }
        return Array(runs.filter { $0.time <= now }.suffix(isWeekly ? 4 : Self.nights))
    }

    func size(_ index: Int) -> Int64 { estate.guests[index].disk / 5 * 2 + Int64(index) * 977 }
}
