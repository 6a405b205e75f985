import PulseCore

extension EstateSeeder {
    mutating func disks(_ node: Int, isZFS: Bool) -> [LabDisk] {
        var disks: [LabDisk] = []
        for slot in 0..<2 {
            disks.append(
                disk(
                    "/dev/nvme\(slot)n1", .nvme, "Samsung SSD 980 PRO 1TB", "unknown", 1_000_204_886_016, wear: 97 - 9 * (node % 4) - slot,
                    use: isZFS ? "ZFS" : slot == 0 ? "BIOS boot" : "LVM"))
        }
        for slot in 0..<2 where hasCeph {
            disks.append(
                disk(
                    "/dev/sd\(slot == 0 ? "a" : "b")", .ssd, "INTEL SSDSC2KG960G8", "ATA", 960_197_124_096, wear: 88 - node % 6, use: "LVM",
                    osd: node * 2 + slot))
        }
        for (slot, letter) in ["a", "b", "c", "d"].enumerated() where isZFS {
            let isFailing = node == 0 && slot == 2
            disks.append(
                disk(
                    "/dev/sd\(letter)", .hdd, isFailing ? "ST8000VN004-2M2101" : "WDC WD80EFZZ-68BTXN0", "ATA", 8_001_563_222_016,
                    wear: nil,
                    use: "ZFS", isFailing: isFailing))
        }
        if !isZFS, !hasCeph {
            disks.append(
                disk(
                    "/dev/sda", .ssd, "CT2000MX500SSD1", "ATA", 2_000_398_934_016, wear: node == 1 ? 4 : 71, use: "LVM"))
        }
        return disks
    }

    private mutating func disk(
        _ path: String, _ kind: LabDisk.Kind, _ model: String, _ vendor: String, _ size: Int64, wear: Int?, use: String?, osd: Int? = nil,
        isFailing: Bool = false
    ) -> LabDisk {
        let serial = (kind == .nvme ? "S5GX" : kind == .ssd ? "BTYG" : "WD-CA") + hex(9).uppercased()
        return LabDisk(
            path: path, kind: kind, model: model, vendor: vendor, serial: serial,
            wwn: kind == .nvme ? "eui.002538\(hex(10))" : "0x5000c500\(hex(8))", size: size, wearLeft: wear, isFailing: isFailing, use: use,
            osd: osd, celsius: Int.random(in: 28...44, using: &random), hours: Int.random(in: 4_000...41_000, using: &random))
    }

    mutating func zfs(_ node: Int, _ disks: [LabDisk]) -> [LabPool] {
        let fast = disks.filter { $0.kind == .nvme }.map(\.path)
        let slow = disks.filter { $0.kind == .hdd }.map(\.path)
        return [
            LabPool(
                name: "rpool", size: 996_432_412_672, layout: "mirror", devices: fast, isDegraded: false, fragmentation: 14,
                used: rhythm(0.43, daily: 0.01, restless: 0.02)),
            LabPool(
                name: "tank", size: 31_989_077_901_312, layout: "raidz1", devices: slow, isDegraded: node == 0, fragmentation: 8,
                used: rhythm(0.71, daily: 0.01, restless: 0.01)),
        ]
    }

    mutating func ceph() -> LabCeph {
        let size = Int64(plan.nodes * 2) * 960_197_124_096
        return LabCeph(
            fsid: "\(hex(8))-\(hex(4))-4\(hex(3))-a\(hex(3))-\(hex(12))", osdsPerNode: 2, size: size,
            pools: [
                LabCeph.Pool(id: 1, name: ".mgr", use: rhythm(0.00001, daily: 0, restless: 0), objects: 2),
                LabCeph.Pool(id: 2, name: "ceph-vm", use: rhythm(0.44, daily: 0.01, restless: 0.01), objects: 512_377),
                LabCeph.Pool(id: 3, name: "cephfs_data", use: rhythm(0.08, daily: 0.01, restless: 0.01), objects: 84_112),
                LabCeph.Pool(id: 4, name: "cephfs_metadata", use: rhythm(0.0004, daily: 0.01, restless: 0.01), objects: 911),
            ],
            isWarning: true)
    }
}
