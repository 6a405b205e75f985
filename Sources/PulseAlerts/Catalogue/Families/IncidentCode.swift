/// Codes of states that platforms report, `alerts` §6.7; the part of their rules.
enum IncidentCode {
    static let unreachable = "availability_unreachable"
    static let cephHealth = "ceph_cluster_health"

    /// The part of an incident's alert id that is the same for the same incident, everywhere and always.
    static func specID(provider: String, native: String, code: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(provider)|\(native)|\(code)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return "alertspec:provider-incident:" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
