import PulseCore

extension EstateSeeder {
    private static let models: [(name: String, sockets: Int, threads: Int, megahertz: Double)] = [
        ("AMD EPYC 7443P 24-Core Processor", 1, 48, 2850), ("Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz", 2, 64, 2400),
        ("AMD Ryzen 9 7940HS w/ Radeon 780M Graphics", 1, 16, 4000), ("Intel(R) Xeon(R) E-2388G CPU @ 3.20GHz", 1, 16, 3200),
        ("13th Gen Intel(R) Core(TM) i9-13900H", 1, 20, 2600),
    ]

    mutating func node(_ index: Int, bootedAt: Double, guests: [LabGuest]) -> LabNode {
        let model = Self.models[(index + plan.index) % Self.models.count]
        let wanted: Int64 = guests.filter(\.isOn).reduce(0) { $0 + $1.memory }
        let memory = max(64, (wanted / Size.gibi * 5 / 4 + 31) / 32 * 32) * Size.gibi - 400 * Size.mebi
        let work: Double = guests.filter(\.isOn).reduce(0) { $0 + $1.load.mean * Double($1.cores) }
        let threads = max(model.threads, Int(work * 3 / 8) * 8)
        let traffic: Double = guests.filter(\.isOn).reduce(60_000) { $0 + $1.netIn.mean }
        let pools = theme.hasZFS
        let disks = disks(index, isZFS: pools)
        return LabNode(
            name: theme.node(index), number: index + 1, address: plan.address(index), threads: threads,
            sockets: threads > 128 ? 4 : model.sockets, processor: model.name, megahertz: model.megahertz, memory: memory,
            swap: theme.hasZFS ? 0 : 8 * Size.gibi, rootSize: 94 * Size.gibi,
            rootUsed: rhythm(index == 2 ? 0.88 : 0.21 + 0.03 * Double(index % 5), daily: 0.002, restless: 0.004),
            ownLoad: ownLoad(of: theme.node(index)), ioWait: rhythm(index % 4 == 1 ? 0.021 : 0.003, daily: 0.2, restless: 0.45),
            netIn: rhythm(traffic * 1.05, daily: 0.4, restless: 0.4), netOut: rhythm(traffic * 0.95, daily: 0.4, restless: 0.4),
            bootedAt: bootedAt, isEFI: index % 3 != 2, disks: disks, pools: pools ? zfs(index, disks) : [],
            updates: index == min(1, plan.nodes - 1) ? Self.updates(plan.version) : [], mac: mac())
    }

    /// What a node does beside its guests.
    private mutating func ownLoad(of node: String) -> Rhythm {
        guard plan.busyNodes.contains(node) else { return rhythm(0.014, daily: 0.1, restless: 0.4) }
        return rhythm(0.85, daily: 0.03, restless: 0.07)
    }

    private static func updates(_ version: LabVersion) -> [LabUpdate] {
        let kernel = version.kernel.split(separator: "-").first.map(String.init) ?? ""
        return [
            LabUpdate(
                package: "pve-manager", title: "Proxmox Virtual Environment Management Tools", old: "\(version).3", new: "\(version).11",
                section: "admin"),
            LabUpdate(
                package: "proxmox-kernel-\(kernel)", title: "Proxmox Kernel Image", old: "\(kernel)-2", new: "\(kernel)-4",
                section: "kernel"),
            LabUpdate(
                package: "openssl", title: "Secure Sockets Layer toolkit - cryptographic utility", old: "3.0.15-1", new: "3.0.17-1",
                section: "utils"),
            LabUpdate(
                package: "libpve-storage-perl", title: "Proxmox VE storage management library", old: "\(version).12", new: "\(version).13",
                section: "perl"),
            LabUpdate(package: "qemu-server", title: "Qemu Server Tools", old: "\(version).16", new: "\(version).18", section: "admin"),
        ]
    }
}
