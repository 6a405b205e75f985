import PulseCore

/// What the agent inside a guest says.
enum AgentAnswers {
    static func filesystems(_ guest: LabGuest, _ tide: Tide, _ json: inout JSONWriter) {
        let share: Double = min(guest.diskUse.value(tide), 0.99)
        json.beginArray()
        if guest.system.isWindows {
            filesystem(
                "\\\\?\\Volume{c\(guest.vmid)a1b2-0000-0000-0000-100000000000}\\", "C:\\", "NTFS", guest.disk, share,
                disk: "PhysicalDrive0", &json)
            filesystem(
                "\\\\?\\Volume{d\(guest.vmid)a1b2-0000-0000-0000-500000000000}\\", "System Reserved", "NTFS", 100 * Size.mebi, 0.36,
                disk: "PhysicalDrive0", &json)
        } else {
            filesystem("sda1", "/", "ext4", guest.disk - 2 * Size.gibi, share, disk: "/dev/sda1", &json)
            filesystem("sda15", "/boot/efi", "vfat", 130 * Size.mebi, 0.09, disk: "/dev/sda15", &json)
            filesystem("loop0", "/snap/core22/1963", "squashfs", 77 * Size.mebi, 1, disk: nil, &json)
        }
        for (number, size) in guest.volumes.enumerated() {
            let letter = ["b", "c", "d", "e"][number % 4]
            filesystem(
                "sd\(letter)1", guest.system.isWindows ? "D:\\" : "/srv/data\(number == 0 ? "" : String(number))",
                guest.system.isWindows ? "NTFS" : "xfs", size, share * 0.8, disk: "/dev/sd\(letter)1", &json)
        }
        json.endArray()
    }

    private static func filesystem(
        _ name: String, _ mount: String, _ type: String, _ size: Int64, _ share: Double, disk: String?, _ json: inout JSONWriter
    ) {
        json.object { json in
            json.field("name", name)
            json.field("mountpoint", mount)
            json.field("type", type)
            json.field("total-bytes", size)
            json.field("used-bytes", Int64(share * Double(size)))
            json.key("disk")
            json.beginArray()
            if let disk {
                json.object { json in
                    json.field("bus-type", "scsi")
                    json.field("bus", 0)
                    json.field("target", 0)
                    json.field("unit", 0)
                    json.field("dev", disk)
                    json.field("serial", "0QEMU_QEMU_HARDDISK_drive-scsi0")
                }
            }
            json.endArray()
        }
    }

    static func interfaces(_ guest: LabGuest, _ now: GuestReading, _ json: inout JSONWriter) {
        json.beginArray()
        interface("lo", "00:00:00:00:00:00", [("127.0.0.1", 8), ("::1", 128)], received: 91_234, sent: 91_234, &json)
        let number = guest.vmid % 65_536
        interface(
            guest.system.isWindows ? "Ethernet" : "eth0", guest.mac.lowercased(),
            [(guest.address, 16), ("fe80::be24:11ff:fe00:\(String(number, radix: 16))", 64)], received: now.netIn, sent: now.netOut, &json)
        if guest.tags.contains("kubernetes") {
            interface("cni0", "7a:11:5c:00:00:01", [("10.42.0.1", 24)], received: now.netIn / 3, sent: now.netOut / 3, &json)
        }
        json.endArray()
    }

    private static func interface(
        _ name: String, _ hardware: String, _ addresses: [(text: String, prefix: Int)], received: Int64, sent: Int64,
        _ json: inout JSONWriter
    ) {
        json.object { json in
            json.field("name", name)
            json.field("hardware-address", hardware)
            json.key("ip-addresses")
            json.array(addresses) { json, address in
                json.object { json in
                    json.field("ip-address", address.text)
                    json.field("ip-address-type", address.text.contains(":") ? "ipv6" : "ipv4")
                    json.field("prefix", address.prefix)
                }
            }
            json.key("statistics")
            json.object { json in
                json.field("rx-bytes", received)
                json.field("rx-packets", received / 900)
                json.field("rx-errs", 0)
                json.field("rx-dropped", 0)
                json.field("tx-bytes", sent)
                json.field("tx-packets", sent / 700)
                json.field("tx-errs", 0)
                json.field("tx-dropped", 0)
            }
        }
    }

    static func system(_ system: LabSystem, _ json: inout JSONWriter) {
        json.object { json in
            json.field("id", system.id)
            json.field("name", system.name)
            json.field("pretty-name", system.prettyName)
            json.field("version", system.prettyName)
            json.field("version-id", system.version)
            json.field("machine", "x86_64")
            json.field("kernel-release", system.kernel)
            json.field("kernel-version", system.isWindows ? "10.0" : "#1 SMP PREEMPT_DYNAMIC")
        }
    }

    static func about(_ json: inout JSONWriter) {
        json.object { json in
            json.field("version", "8.2.2")
            json.key("supported_commands")
            json.array(["guest-get-fsinfo", "guest-network-get-interfaces", "guest-get-osinfo", "guest-file-read", "guest-ping"]) {
                json, name in
                json.object { json in
                    json.field("name", name)
                    json.field("enabled", true)
                    json.field("success-response", true)
                }
            }
        }
    }

    /// Only `/proc/meminfo` and `/etc/hostname` are there.
    static func file(_ path: String?, _ guest: LabGuest, _ now: GuestReading, _ json: inout JSONWriter) throws(LabRefusal) {
        let content: String
        switch path {
        case nil:
            throw LabRefusal(400, "Parameter verification failed.", parameters: ["file": "property is missing and it is not optional"])
        case "/etc/hostname" where !guest.system.isWindows: content = guest.name + "\n"
        case "/proc/meminfo" where !guest.system.isWindows: content = memory(guest, now)
        case let other?:
            throw LabRefusal(500, "Agent error: failed to open file '\(other)' (mode: 'r'): No such file or directory")
        }
        json.object { json in
            json.field("content", content)
            json.field("bytes-read", content.utf8.count)
        }
    }

    private static func memory(_ guest: LabGuest, _ now: GuestReading) -> String {
        let total = (guest.memory - 64 * Size.mebi) / 1024
        let available = max(total - now.memory / 1024, 0)
        let cached = available * 6 / 10
        let lines: [(String, Int64)] = [
            ("MemTotal", total), ("MemFree", available - cached), ("MemAvailable", available), ("Buffers", cached / 20),
            ("Cached", cached - cached / 20), ("SwapTotal", 1_048_572), ("SwapFree", 1_040_112),
        ]
        return lines.map { "\($0.0):        \($0.1) kB\n" }.joined()
    }
}
