/// Which source gave each of a resource's figures last: eight bits a figure, so that ten thousand resources cost next to nothing.
///
/// Seven bits are a hash of the source's name, the eighth says that the source had changed at the last reading. A figure
/// whose source changed is not believed at once; one whose source changes each time is, since nobody would ever hear of it.
struct SourceFingerprint: Equatable, Sendable {
    private var bits: UInt64 = 0

    /// Notes the source of a reading. `true`: it changed, and the reading should wait for a second one.
    mutating func note(_ source: String, of spec: RuleID.Spec) -> Bool {
        guard let lane = Self.lane(of: spec) else { return false }
        let old = UInt8(truncatingIfNeeded: bits >> lane)
        let hash = Self.hash(source)
        let isSame = old & 0x7F == hash
        if old & 0x7F == 0 || isSame {
            if old != hash { set(hash, lane) }
            return false
        }
        set(hash | 0x80, lane)
        return old & 0x80 == 0
    }

    private mutating func set(_ byte: UInt8, _ lane: UInt64) { bits = bits & ~(0xFF << lane) | UInt64(byte) << lane }

    /// `usage` is of storages and shares a lane with a figure of guests.
    private static func lane(of spec: RuleID.Spec) -> UInt64? {
        switch spec.rawValue {
        case "cpu": 0
        case "memory": 8
        case "disk": 16
        case "diskRead", "usage": 24
        case "diskWrite": 32
        case "networkIn": 40
        case "networkOut": 48
        case "temperature": 56
        default: nil
        }
    }

    /// Never 0, which means that no source is known.
    private static func hash(_ source: String) -> UInt8 {
        var hash: UInt32 = 0x811c_9dc5
        for byte in source.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return UInt8(truncatingIfNeeded: (hash ^ (hash >> 13)) % 127) + 1
    }
}
