extension FileReader {
    /// The real disks of the machine, from `/sys/block`; empty media and virtual devices are left out.
    mutating func blockDevices() -> [BlockDevice] {
        var all: [BlockDevice] = []
        for name in names(in: "/sys/block") where BlockDeviceName.isWholeDisk(name) && all.count < DiskCounters.most {
            if let device = blockDevice(name) { all.append(device) }
        }
        return all
    }

    private mutating func blockDevice(_ name: String) -> BlockDevice? {
        let folder = "/sys/block/\(name)"
        guard let sectors = number("\(folder)/size"), sectors > 0 else { return nil }
        let rotates = number("\(folder)/queue/rotational") == 1
        let vendor = text("\(folder)/device/vendor")
        let kind = Self.kind(name, vendor: vendor, rotates: rotates)
        var device = BlockDevice(name: name, sizeBytes: sectors &* 512, kind: kind)
        device.isRemovable = number("\(folder)/removable") == 1
        device.model = text("\(folder)/device/model") ?? text("\(folder)/device/name")
        // Drives behind SATA call themselves "ATA", which names nobody.
        device.vendor = vendor == "ATA" || vendor?.hasPrefix("0x") == true ? nil : vendor
        device.serial = text("\(folder)/device/serial") ?? text("\(folder)/serial") ?? unitSerial(folder)
        device.wwn = text("\(folder)/wwid") ?? text("\(folder)/device/wwid")
        return device
    }

    /// Virtual disks call themselves rotating, so the name and the vendor decide first.
    static func kind(_ name: String, vendor: String?, rotates: Bool) -> BlockDeviceKind {
        if name.hasPrefix("nvme") { return .nvme }
        if name.hasPrefix("vd") || name.hasPrefix("xvd") { return .virtual }
        if let vendor, ["QEMU", "VMware", "Msft", "VBOX", "Google", "Virtual"].contains(vendor) { return .virtual }
        return rotates ? .hdd : .ssd
    }

    /// The serial number from SCSI's vital product data page 80h: four bytes of header, then text.
    private mutating func unitSerial(_ folder: String) -> String? {
        read("\(folder)/device/vpd_pg80", quiet: true) { cursor in
            let bytes = cursor.remaining.dropFirst(4)
            let isText = bytes.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0 }
            let trimmed = bytes.drop { $0 == 0x20 || $0 == 0 }.reversed().drop { $0 == 0x20 || $0 == 0 }.reversed()
            return isText && !trimmed.isEmpty ? String(decoding: Array(trimmed), as: UTF8.self) : nil
        }
    }
}
