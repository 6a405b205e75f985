import PulseCore

/// A node as it is built: what does not change while it runs.
public struct LabNode: Sendable {
    public let name: String
    /// The cluster's number of it, from 1.
    public let number: Int
    /// The address its API listens on.
    public let address: String
    /// Threads of all sockets together.
    public let threads: Int
    public let sockets: Int
    public let processor: String
    let megahertz: Double
    /// In bytes.
    public let memory: Int64
    let swap: Int64
    /// Size of the root filesystem, in bytes.
    public let rootSize: Int64
    let rootUsed: Rhythm
    let ownLoad: Rhythm
    let ioWait: Rhythm
    let netIn: Rhythm
    let netOut: Rhythm
    let bootedAt: Double
    let isEFI: Bool
    public let disks: [LabDisk]
    public let pools: [LabPool]
    public let updates: [LabUpdate]
    let mac: String
}

/// A package that waits to be installed.
public struct LabUpdate: Sendable {
    public let package: String
    let title: String
    let old: String
    let new: String
    let section: String
}

/// A disk in a node.
public struct LabDisk: Sendable {
    enum Kind: String, Sendable { case nvme, ssd, hdd }
    public let path: String
    let kind: Kind
    public let model: String
    let vendor: String
    public let serial: String
    let wwn: String
    /// In bytes.
    public let size: Int64
    /// Percent left, as Proxmox says it; `nil` for disks that do not tell.
    public let wearLeft: Int?
    public let isFailing: Bool
    let use: String?
    let osd: Int?
    let celsius: Int
    let hours: Int
}

/// A ZFS pool of a node.
public struct LabPool: Sendable {
    public let name: String
    public let size: Int64
    let layout: String
    /// Partitions, by the paths of the disks.
    let devices: [String]
    public let isDegraded: Bool
    let fragmentation: Int
    let used: Rhythm
}
