import PulseCore
import Testing
@testable import PulseHost

@Suite struct ParserTests {
    @Test func readsNumbersWithoutOverflowing() {
        var cursor = parse("  42 18446744073709551615 18446744073709551616") { cursor -> [UInt64?] in
            var cursor = cursor
            return [cursor.number(), cursor.number(), cursor.number()]
        }
        #expect(cursor == [42, UInt64.max, nil])
        cursor = parse("x") { cursor in
            var cursor = cursor
            return [cursor.number()]
        }
        #expect(cursor == [nil])
        let decimals = parse("-3.25 0.5 7 -") { cursor -> [Double?] in
            var cursor = cursor
            return [cursor.decimal(), cursor.decimal(), cursor.decimal(), cursor.decimal()]
        }
        #expect(decimals == [-3.25, 0.5, 7, nil])
    }

    @Test func readsProcessorLines() {
        let text = "cpu  100 1 2 300 4 5 6 7 8 9\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\nbtime 1700000000\n"
        let stat = parse(text) { ProcStat($0) }
        #expect(stat?.times.ticks == InlineTicks(100, 1, 2, 300, 4, 5, 6, 7))
        #expect(stat?.count == 2)
        #expect(stat?.bootTime == Timestamp(seconds: 1_700_000_000))
        #expect(parse("cpu  1 2 3 4\n") { ProcStat($0) }?.times.ticks == InlineTicks(1, 2, 3, 4, 0, 0, 0, 0))
        #expect(parse("cpu  1 2\n") { ProcStat($0) } == nil)
        #expect(parse("") { ProcStat($0) } == nil)
    }

    @Test func splitsMemory() {
        let text = """
            MemTotal: 1000 kB
            MemFree: 100 kB
            MemAvailable: 600 kB
            Buffers: 50 kB
            Cached: 400 kB
            Shmem: 20 kB
            SReclaimable: 30 kB
            SwapTotal: 200 kB
            SwapFree: 150 kB
            """
        var memory = parse(text) { MemoryReading($0) }
        #expect(memory?.used == 400 * 1024 && memory?.cache == 500 * 1024 && memory?.free == 100 * 1024)
        #expect(memory?.usedPercent == 40 && memory?.swapPercent == 25)
        memory?.countAsReclaimable(arc: 300 * 1024)
        #expect(memory?.used == 100 * 1024 && memory?.cache == 800 * 1024 && memory?.arc == 300 * 1024)
        // A cache larger than all that is used is not this machine's.
        memory?.countAsReclaimable(arc: 101 * 1024)
        #expect(memory?.used == 100 * 1024)
        let old = parse(text.split(separator: "\n").filter { !$0.contains("Available") }.joined(separator: "\n")) { MemoryReading($0) }
        #expect(old?.available == (100 + 50 + 400 + 30 - 20) * 1024)
        #expect(parse("MemFree: 5 kB") { MemoryReading($0) } == nil)
        #expect(parse("MemTotal: 10 kB\nMemFree: 5 kB") { MemoryReading($0) }?.swapTotal == nil)
    }

    @Test func readsLoadAndPressure() {
        #expect(parse("0.21 0.37 12.5 1/719 19737") { LoadAverage($0) } == LoadAverage(one: 0.21, five: 0.37, fifteen: 12.5))
        #expect(parse("0.21 0.37") { LoadAverage($0) } == nil)
        let text = "some avg10=1.25 avg60=2.00 avg300=3.50 total=15\nfull avg10=0.00 avg60=0.10 avg300=0.20 total=9\n"
        let pressure = parse(text) { ResourcePressure($0) }
        #expect(pressure?.some == StallShare(average10: 1.25, average60: 2, average300: 3.5))
        #expect(pressure?.full == StallShare(average10: 0, average60: 0.1, average300: 0.2))
        #expect(parse("some avg10=1.00 avg60=2.00 avg300=3.00") { ResourcePressure($0) }?.full == nil)
        #expect(parse("some avg10=x") { ResourcePressure($0) } == nil)
    }

    @Test func readsInterfaceCounters() {
        let text = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:    3193      29    0    0    0     0          0         0     3194      29    0    0    0     0       0          0
              eth0:171189945    4090    0    0    0     0          0         0   190191    2524    0    0    0     0       0          0
            broken: 1 2 3
            """
        let all = parse(text) { InterfaceCounters.parse($0) }
        #expect(all?.map(\.name) == ["lo", "eth0"])
        #expect(all?.last == InterfaceCounters(name: "eth0", received: 171_189_945, sent: 190_191))
    }

    static let disks: [(String, Bool)] = [
        ("sda", true), ("sdaa", true), ("sda1", false), ("sd", false), ("vda", true), ("vda2", false), ("xvdb", true), ("xvdb1", false),
        ("nvme0n1", true), ("nvme10n2", true), ("nvme0n1p1", false), ("nvme0c0n1", false), ("nvme0", false), ("mmcblk0", true),
        ("mmcblk0p1", false), ("mmcblk0boot0", false), ("loop0", false), ("ram0", false), ("zram0", false), ("dm-0", false), ("md0", false),
        ("md127", false), ("sr0", false), ("zd16", false), ("fd0", false), ("dasda", true), ("dasda1", false), ("pmem0", true), ("", false),
        ("nbd0", false), ("hda", true), ("hda1", false),
    ]

    @Test(arguments: disks) func knowsWholeDisks(_ row: (String, Bool)) {
        #expect(BlockDeviceName.isWholeDisk(row.0) == row.1)
    }

    @Test func readsDiskCounters() {
        let text = """
               7       0 loop0 1 1 1 1 1 1 1 1 0 1 1
             254       0 vda 55452 10210 7078418 34899 54394 111267 8850776 49578 0 23960 87586 20450 0 2158808 2914 6537 194
             254       1 vda1 1 1 1 1 1 1 1 1 0 1 1
               8       0 sda 1 2
            """
        let all = parse(text) { DiskCounters.parse($0) }
        #expect(all?.count == 1)
        let counters = all?.first?.counters
        #expect(counters?.readBytes == 7_078_418 * 512 && counters?.writeBytes == 8_850_776 * 512)
        #expect(counters?.readOperations == 55452 && counters?.writeOperations == 54394)
        #expect(counters?.readMilliseconds == 34899 && counters?.writeMilliseconds == 49578 && counters?.busyMilliseconds == 23960)
    }

    @Test func namesTheSystem() {
        let text = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID='12'\nID=debian\n"
        let release = parse(text) { OSRelease($0) }
        #expect(release?.id == "debian" && release?.name == "Debian GNU/Linux" && release?.version == "12")
        #expect(parse("FOO=bar\n") { OSRelease($0) } == nil)
        #expect(OSRelease.unquoted("\"\"") == nil)
    }

    static let machineIDs: [(String?, String?)] = [
        ("0123456789abcdef0123456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef"),
        ("01234567-89AB-cdef-0123-456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"),
        ("uninitialized", nil), ("00000000000000000000000000000000", nil), ("0123", nil), (nil, nil), ("", nil),
        ("zz23456789abcdef0123456789abcdef", nil),
    ]

    @Test(arguments: machineIDs) func bringsMachineIDsIntoForm(_ row: (String?, String?)) { #expect(machineUUID(row.0) == row.1) }

    @Test func findsTheFullName() {
        let hosts = "127.0.0.1 localhost\n# 10.0.0.9 web.wrong.example\n10.0.0.5\tweb.lab.example web # note\n::1 web.localdomain\n"
        #expect(parse(hosts) { fullName(of: "web", inHosts: $0) } == "web.lab.example")
        #expect(parse(hosts) { fullName(of: "we", inHosts: $0) } == nil)
    }

    @Test func describesProcessors() {
        let text = """
            model name\t: Intel(R) Xeon(R)
            cpu MHz\t\t: 2000.000
            physical id\t: 0

            model name\t: Intel(R) Xeon(R)
            cpu MHz\t\t: 3000.000
            physical id\t: 1
            """
        let found = parse(text) { Processors($0) }
        #expect(found?.model == "Intel(R) Xeon(R)" && found?.sockets == 2 && found?.megahertz == 2500)
        let arm = parse("processor : 0\nHardware\t: BCM2711\nModel\t\t: Raspberry Pi 4 Model B\n") { Processors($0) }
        #expect(arm?.model == "BCM2711" && arm?.sockets == nil && arm?.megahertz == nil)
    }

    static let diskKinds: [(String, String?, Bool, BlockDeviceKind)] = [
        ("nvme0n1", nil, false, .nvme), ("vda", "0x1af4", true, .virtual), ("xvda", nil, true, .virtual), ("sda", "QEMU", true, .virtual),
        ("sda", "ATA", true, .hdd), ("sda", "ATA", false, .ssd), ("sdb", nil, true, .hdd),
    ]

    @Test(arguments: diskKinds) func knowsKindsOfDisks(_ row: (String, String?, Bool, BlockDeviceKind)) {
        #expect(FileReader.kind(row.0, vendor: row.1, rotates: row.2) == row.3)
    }
}
