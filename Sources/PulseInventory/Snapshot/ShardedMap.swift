/// A dictionary whose copies share what did not change: changing one of ten thousand entries after a copy costs
/// one shard and the list of shards, not the whole table.
struct ShardedMap<Value: Sendable>: Sendable {
    private var shards: [[String: Value]]

    init(shardCount: Int = 512) { shards = Array(repeating: [:], count: shardCount) }

    /// FNV-1a: cheap, and the same in every process, so that costs do not vary from run to run.
    private func shard(of key: String) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7FFF_FFFF) % shards.count
    }

    subscript(key: String) -> Value? {
        get { shards[shard(of: key)][key] }
        set { shards[shard(of: key)][key] = newValue }
    }

    /// Changes the value of a key in place.
    mutating func update(_ key: String, _ change: (inout Value?) -> Void) {
        let index = shard(of: key)
        change(&shards[index][key])
    }

    var count: Int { shards.reduce(0) { $0 + $1.count } }
}
