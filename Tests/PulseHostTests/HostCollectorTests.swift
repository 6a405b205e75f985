import FoundationEssentials
import PulseCore
import Testing
@testable import PulseHost

@Suite struct HostCollectorTests {
    static let netHeading = "Inter-| Receive | Transmit\n face | bytes | bytes\n"

    static func files(busy: Int, idle: Int, received: Int, written: Int) -> [String: String] {
        [
            "proc/stat": "cpu  \(busy) 0 0 \(idle) 0 0 0 0\ncpu0 1 1 1 1\nbtime 1700000000\n",
            "proc/meminfo": "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n",
            "proc/spl/kstat/zfs/arcstats": "9 1 0x01\nname type data\nc_min 4 1024\nsize 4 103424\n",
            "proc/loadavg": "0.50 1.00 1.50 1/1 1\n",
            "proc/uptime": "3600.25 1.00\n",
            "proc/1/mountinfo": "27 1 254:0 / / rw - ext4 /dev/vda rw\n28 27 0:9 / /mnt/nas rw - nfs nas:/x rw\n",
            "proc/1/net/dev": netHeading + "  eth0: \(received) 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n    lo: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n",
            "proc/diskstats": " 254 0 vda 1 1 10 1 1 1 \(written) 1 0 500 1\n 254 1 vda1 1 1 10 1 1 1 1 1 0 1 1\n",
            "proc/sys/kernel/hostname": "web1\n", "proc/sys/kernel/osrelease": "6.1.0\n",
            "etc/hosts": "10.0.0.1 web1.lab.example web1\n", "etc/os-release": "ID=debian\nNAME=Debian\n",
            "etc/machine-id": "0123456789abcdef0123456789abcdef\n",
            "sys/class/net/eth0/ifindex": "2\n", "sys/class/net/eth0/iflink": "2\n", "sys/class/net/eth0/device/x": "",
            "sys/class/net/eth0/operstate": "up\n", "sys/class/net/eth0/speed": "1000\n",
        ]
    }

    @Test func readsARecordedMachineTwice() throws {
        let tree = try Tree(Self.files(busy: 100, idle: 900, received: 1000, written: 100))
        let time = TestTime()
        let clock = ManualWallClock()
        var collector = HostCollector(root: tree.path, clock: clock, monotonic: { time.now })
        let first = collector.collect()
        #expect(first.takenAt == clock.now && first.uptimeSeconds == 3600.25 && first.bootTime == Timestamp(seconds: 1_700_000_000))
        #expect(first.identity.machineID == "01234567-89ab-cdef-0123-456789abcdef" && first.identity.hostname == "web1")
        #expect(first.identity.fqdn == "web1.lab.example" && first.system.osID == "debian" && first.system.kernel == "6.1.0")
        #expect(first.cpu.usagePercent == nil && first.traffic.receiveRate == nil && first.diskTotals.writeRate == nil)
        #expect(first.memory?.used == 500 * 1024 && first.memory?.arc == 102_400 && first.memory?.swapPercent == nil)
        #expect(first.interfaces.first?.speedMbps == 1000 && first.interfaces.first?.state == "up")
        #expect(first.filesystems.map(\.mountpoint) == ["/", "/mnt/nas"] && first.filesystems.last?.usage == nil)
        #expect(first.arrays.isEmpty && first.pressure.cpu == nil && first.problems.isEmpty)

        for (name, text) in Self.files(busy: 125, idle: 975, received: 21_000, written: 300) where name.hasPrefix("proc") {
            try tree.write(name, text)
        }
        time.advance(seconds: 10)
        let second = collector.collect()
        #expect(second.cpu.usagePercent == 25 && second.cpu.stealPercent == 0)
        #expect(second.traffic == TrafficTotals(receiveRate: 2000, sendRate: 0))
        #expect(second.diskTotals == DiskTotals(readRate: 0, writeRate: 10_240))
        #expect(second.disks.map(\.device) == ["vda"] && second.disks.first?.busyPercent == 0)
        #expect(second.interfaces.last?.isCounted == false && second.interfaces.last?.kind == .loopback)
    }

    @Test func saysOnceWhatIsMissing() throws {
        let tree = try Tree(["proc/stat": "nonsense\n", "etc/machine-id": "uninitialized\n"])
        var collector = HostCollector(root: tree.path)
        _ = collector.collect()
        let reading = collector.collect()
        #expect(reading.memory == nil && reading.cpu.count == nil && reading.load == nil && reading.identity.machineID == nil)
        let subjects = reading.problems.map(\.subject)
        #expect(Set(subjects).count == subjects.count)
        #expect(Set(subjects) == ["/proc/stat", "/proc/meminfo", "/proc/loadavg", "/proc/1/mountinfo"])
        #expect(reading.problems.first { $0.subject == "/proc/stat" }?.reason == "not understood")
        #expect(reading.problems.first { $0.subject == "/proc/meminfo" }?.reason == "not found")
    }

    @Test func leavesTheHostsCacheToTheHost() throws {
        var files = Self.files(busy: 1, idle: 1, received: 1, written: 1)
        files["run/systemd/container"] = "lxc\n"
        var collector = HostCollector(root: try Tree(files).path)
        let gone = collector.collect()
        #expect(gone.memory == nil)
        let tree = try Tree(files)
        collector = HostCollector(root: tree.path)
        let reading = collector.collect()
        #expect(reading.system.isContainer && reading.memory?.arc == nil && reading.memory?.used == 600 * 1024)
    }

    @Test(.enabled(if: Fixtures.arePresent, "recorded files are not beside this checkout"))
    func readsRecordedFiles() throws {
        var collector = HostCollector(root: Fixtures.root)
        let reading = collector.collect()
        #expect(reading.cpu.count == 8 && reading.load?.one == 0.21 && reading.arrays.count == 17)
        #expect(reading.disks.contains { $0.device == "nvme0n1" } && !reading.disks.contains { $0.device.hasPrefix("dm-") })
        #expect(reading.pressure.memory?.full != nil)
        #expect(reading.memory?.total == 3_831_959_552)
        #expect(reading.filesystems.map(\.mountpoint).contains("/boot"))
    }
}
