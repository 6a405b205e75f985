import PulseCore
import PulseInventory

/// Which disk figure of a node to show, `platform-polling` §2.2. A linked agent's own figure wins in the inventory's merge.
enum NodeSpace {
    /// What is known of a storage that the node itself holds.
    struct LocalStorage: Sendable, Equatable {
        var name: String
        /// `zfspool`, `lvm`, `lvmthin`, `dir`, …
        var type: String
        var path: String?
        var isShared = false
        var used: Int64?
        var total: Int64?
        init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }
    struct Input: Sendable {
        var status: NodeStatus.Space?
        var row: NodeRow?
        var storages: [LocalStorage] = []
        /// The last use of the root filesystem.
        var previous: Carried<Capacity>?
        var now: Timestamp
    }

    static let table = FigureTable<Input, Capacity>(
        .init("rootfs") { input in
            guard let rootfs = input.status else { return .unusable("no-status") }
            guard let total = rootfs.total, total > 0 else { return .unusable("field-missing") }
            guard let used = rootfs.used ?? rootfs.available.map({ total - $0 }) else { return .unusable("field-missing") }
            return value(used: used, total: total, input)
        },
        .init("previous-snapshot") { input in
            guard let previous = input.previous else { return .notApplicable }
            guard let use = previous.value(within: NodeMemory.previousLife, of: input.now) else { return .unusable("too-old") }
            return .value(use, measuredAt: previous.at)
        },
        .init("local-storage") { input in
            guard let best = preferred(input.storages) else { return .unusable("none") }
            guard let total = best.total, total > 0, let used = best.used else { return .unusable("not-measured") }
            return value(used: used, total: total, input)
        },
        .init("node-list") { input in
            guard let row = input.row else { return .unusable("not-listed") }
            guard let total = row.diskTotal, total > 0, let used = row.disk else { return .unusable("field-missing") }
            return value(used: used, total: total, input)
        })

    private static func value(used: Int64, total: Int64, _ input: Input) -> SourceAnswer<Capacity> {
        guard used >= 0, used <= total else { return .unusable("exceeds-total") }
        return .value(Capacity(used: used, total: total), measuredAt: input.now)
    }

    /// The storage that most likely holds the system: by its usual names, then by its kind.
    static func preferred(_ storages: [LocalStorage]) -> LocalStorage? {
        let usable = storages.filter { !$0.isShared && ($0.total ?? 0) > 0 }
        return usable.enumerated().min { left, right in
            (rank(left.element), left.offset) < (rank(right.element), right.offset)
        }?.element
    }

    private static func rank(_ storage: LocalStorage) -> Int {
        switch (storage.name, storage.type) {
        case ("local-zfs", _): 0
        case ("local-lvm", _): 1
        case ("local", _): 2
        case (_, "zfspool"), (_, "zfs"): 3
        case (_, "lvm"), (_, "lvmthin"): 4
        case (_, "dir") where storage.path == "/var/lib/vz": 5
        default: 6
        }
    }
}
