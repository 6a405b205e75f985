/// Which journal rows are free. Rows are overwritten in place, so that a tick touches one page and not a page,
/// its parent and the free list.
struct JournalSlots {
    private var free: [Int64] = []
    private var live: [(sequence: Int64, slot: Int64)] = []
    private var count: Int64 = 0

    /// Ticks that no block holds yet.
    var liveCount: Int { live.count }

    /// Remembers a row found at start. Rows come in ascending order of sequence.
    mutating func found(slot: Int64, sequence: Int64, isLive: Bool) {
        count = max(count, slot)
        if isLive { live.append((sequence, slot)) } else { free.append(slot) }
    }

    /// The row for a tick.
    mutating func take(sequence: Int64) -> Int64 {
        let slot: Int64
        if let last = free.popLast() {
            slot = last
        } else {
            count += 1
            slot = count
        }
        live.append((sequence, slot))
        return slot
    }

    /// Gives back the row of a tick that could not be written.
    mutating func undo(_ sequences: Set<Int64>) {
        for entry in live where sequences.contains(entry.sequence) { free.append(entry.slot) }
        live.removeAll { sequences.contains($0.sequence) }
    }

    /// Frees the rows of all ticks before `floor`.
    mutating func release(before floor: Int64) {
        let split = live.firstIndex { $0.sequence >= floor } ?? live.count
        free.append(contentsOf: live[..<split].map(\.slot).reversed())
        live.removeSubrange(..<split)
    }
}
