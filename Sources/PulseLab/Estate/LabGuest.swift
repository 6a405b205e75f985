import PulseCore

/// A virtual machine or container as it is configured.
public struct LabGuest: Sendable {
    public enum Kind: String, Sendable { case qemu, lxc }
    public enum Agent: Sendable { case absent, answering, silent }

    public let vmid: Int
    public let name: String
    public let kind: Kind
    /// Index of the node it starts on.
    let home: Int
    public let cores: Int
    /// In bytes.
    public let memory: Int64
    let swap: Int64
    /// Size of the first disk, in bytes.
    public let disk: Int64
    /// Further volumes, in bytes.
    let volumes: [Int64]
    /// Used on all filesystems together, as a share.
    let diskUse: Rhythm
    let storage: String
    public let isTemplate: Bool
    let isOn: Bool
    public let isOCI: Bool
    public let tags: [String]
    public let pool: String?
    public let agent: Agent
    let system: LabSystem
    let isStartedAtBoot: Bool
    let isBackedUp: Bool
    let mac: String
    public let address: String
    let bootedAt: Double
    /// Seconds between reboots of its own; `nil` for guests that just run.
    let rebootPeriod: Double?
    /// Index of the node it visits every other three hours.
    let secondHome: Int?
    let snapshots: [Snapshot]
    let load: Rhythm
    let burst: Burst
    let memoryUse: Rhythm
    let netIn: Rhythm
    let netOut: Rhythm
    let diskRead: Rhythm
    let diskWrite: Rhythm
    /// The counters' totals at `bootedAt`.
    let baseline: SIMD4<Double>
    let isHighlyAvailable: Bool

    public var id: String { "\(kind.rawValue)/\(vmid)" }
    var tagText: String { tags.joined(separator: ";") }

    struct Snapshot: Sendable {
        let name: String
        let description: String
        let age: Double
        let hasMemory: Bool
    }

    /// Totals of network in and out, disk read and written.
    func totals(_ tide: Tide) -> SIMD4<Double> {
        SIMD4(netIn.total(tide), netOut.total(tide), diskRead.total(tide), diskWrite.total(tide))
    }
}

/// What runs inside a guest.
struct LabSystem: Sendable {
    /// Proxmox's word for it: `l26`, `win11`, or a container's distribution.
    let ostype: String
    let id: String
    let name: String
    let prettyName: String
    let version: String
    let kernel: String
    let isWindows: Bool
}
