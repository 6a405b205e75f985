import PulseCore

extension EstateSeeder {
    mutating func storages() -> [LabStorage] {
        var storages: [LabStorage] = [
            LabStorage(
                id: "local", type: "dir", isShared: false, content: ["iso", "vztmpl", "backup", "snippets"], size: 94 * Size.gibi,
                use: rhythm(0.27, daily: 0.01, restless: 0.01), nodes: nil, isEnabled: true, details: [("path", "/var/lib/vz")])
        ]
        if theme.hasZFS {
            storages.append(
                LabStorage(
                    id: "local-zfs", type: "zfspool", isShared: false, content: ["images", "rootdir"], size: 962 * Size.gibi,
                    use: rhythm(0.46, daily: 0.02, restless: 0.02), nodes: nil, isEnabled: true,
                    details: [("pool", "rpool/data"), ("sparse", "1")]))
            let tank = LabStorage(
                id: "tank", type: "zfspool", isShared: false, content: ["images", "rootdir"], size: 21_474_836_480_000,
                use: rhythm(0.71, daily: 0.01, restless: 0.01), nodes: nil, isEnabled: true,
                details: [("pool", "tank"), ("sparse", "1")])
            storages.append(tank)
            storages.append(
                LabStorage(
                    id: "tank-dump", type: "dir", isShared: false, content: ["snippets"], size: tank.size, use: tank.use, nodes: nil,
                    isEnabled: true, details: [("path", "/tank/dump")]))
        } else {
            storages.append(
                LabStorage(
                    id: "local-lvm", type: "lvmthin", isShared: false, content: ["images", "rootdir"], size: 832 * Size.gibi,
                    use: rhythm(0.38, daily: 0.02, restless: 0.02), nodes: nil, isEnabled: true,
                    details: [("thinpool", "data"), ("vgname", "pve")]))
        }
        guard !plan.isStandalone else { return storages }
        storages += shared()
        return storages
    }

    private mutating func shared() -> [LabStorage] {
        let first = theme.node(0)
        var storages: [LabStorage] = [
            LabStorage(
                id: "nas-backup", type: "nfs", isShared: true, content: ["backup", "iso"], size: 10_995_116_277_760,
                use: rhythm(0.963, daily: 0.002, restless: 0.004), nodes: nil, isEnabled: true,
                details: [("export", "/volume1/proxmox"), ("path", "/mnt/pve/nas-backup"), ("server", "10.\(theme.network).0.2")]),
            LabStorage(
                id: "pbs-main", type: "pbs", isShared: true, content: ["backup"], size: 17_592_186_044_416,
                use: rhythm(0.58, daily: 0.004, restless: 0.004), nodes: nil, isEnabled: true,
                details: [("datastore", "main"), ("server", "10.\(theme.network).0.3"), ("username", "backup@pbs")]),
            LabStorage(
                id: "archive", type: "cifs", isShared: true, content: ["backup"], size: 4_398_046_511_104,
                use: rhythm(0.4, daily: 0, restless: 0), nodes: [first], isEnabled: false,
                details: [("path", "/mnt/pve/archive"), ("server", "10.\(theme.network).0.4"), ("share", "archive")]),
        ]
        guard hasCeph else { return storages }
        let usable = Int64(plan.nodes * 2) * 960_197_124_096 / 3
        storages.append(
            LabStorage(
                id: "ceph-vm", type: "rbd", isShared: true, content: ["images", "rootdir"], size: usable,
                use: rhythm(0.44, daily: 0.01, restless: 0.01), nodes: nil, isEnabled: true, details: [("krbd", "0"), ("pool", "ceph-vm")]))
        storages.append(
            LabStorage(
                id: "cephfs", type: "cephfs", isShared: true, content: ["iso", "vztmpl", "backup"], size: usable / 2,
                use: rhythm(0.12, daily: 0.01, restless: 0.01), nodes: nil, isEnabled: true, details: [("path", "/mnt/pve/cephfs")]))
        return storages
    }

    /// Replication needs ZFS on both sides.
    mutating func replications(_ guests: [LabGuest], _ names: [String]) -> [LabReplication] {
        guard theme.hasZFS, names.count > 1 else { return [] }
        return guests.filter { $0.storage == "local-zfs" && !$0.isTemplate && $0.secondHome == nil }.prefix(6).enumerated().map {
            index, guest in
            LabReplication(
                id: "\(guest.vmid)-0", vmid: guest.vmid, number: 0, source: names[guest.home],
                target: names[(guest.home + 1) % names.count],
                period: index == 1 ? 3600 : 900, duration: Double.random(in: 2.4...21, using: &random), isFailing: index == 2,
                isDisabled: index == 4, comment: index == 0 ? "Every quarter of an hour" : nil)
        }
    }
}
