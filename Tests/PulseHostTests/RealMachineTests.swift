import FoundationEssentials
import Testing
@testable import PulseHost

#if canImport(Glibc)
    import Glibc
#endif

/// Compares the collector with the system's own programs on the machine the tests run on.
@Suite struct RealMachineTests {
    /// The words of each line a program prints.
    static func run(_ command: String) -> [[String]] {
        guard let pipe = popen("LC_ALL=C \(command) 2>/dev/null", "r") else { return [] }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        while case let byte = getc(pipe), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    @Test func agreesWithDf() throws {
        var collector = HostCollector()
        let reading = collector.collect()
        let rows = Self.run("df -B1 /")
        let row = try #require(rows.last)
        let root = try #require(reading.mainFilesystem)
        #expect(root.mountpoint == "/" && root.device == row[0])
        let usage = try #require(root.usage)
        #expect(String(usage.total) == row[1])
        // Other programs write meanwhile: 256 MiB is far below any real fault (wrong block size, reserve counted as free).
        let slack: UInt64 = 256 << 20
        let used = try #require(UInt64(row[2]))
        let free = try #require(UInt64(row[3]))
        #expect(max(usage.used, used) - min(usage.used, used) < slack)
        #expect(max(usage.free, free) - min(usage.free, free) < slack)
        // df rounds the percentage up to whole ones.
        let percent = try #require(Double(row[4].dropLast()))
        #expect(abs((usage.usedPercent ?? -1) - percent) <= 1.5)
    }

    @Test func agreesWithFree() throws {
        var collector = HostCollector()
        let memory = try #require(collector.collect().memory)
        let row = try #require(Self.run("free -b").first { $0.first == "Mem:" })
        #expect(String(memory.total) == row[1])
        let available = try #require(UInt64(row[6]))
        // Compilers run beside the tests and take or give a few hundred MiB between the two looks.
        let slack = memory.total / 8
        #expect(max(memory.available, available) - min(memory.available, available) < slack)
        #expect(memory.used + memory.cache + memory.free == memory.total)
    }

    @Test func agreesWithTheKernel() throws {
        let time = TestTime()
        var collector = HostCollector(monotonic: { time.now })
        _ = collector.collect()
        var sink: UInt64 = 1
        for step in 0..<30_000_000 as Range<UInt64> { sink = sink &* 6_364_136_223_846_793_005 &+ step }
        time.advance(seconds: 1)
        let reading = collector.collect()
        #expect(sink != 0)
        #expect(reading.cpu.count == Self.run("grep -c ^processor /proc/cpuinfo").first?.first.flatMap { Int($0) })
        let usage = try #require(reading.cpu.usagePercent)
        #expect(usage > 0 && usage <= 100)
        #expect(reading.identity.hostname == Self.run("uname -n").first?.first.map { String($0.prefix { $0 != "." }) })
        #expect(
            reading.system.kernel == Self.run("uname -r").first?.first && reading.system.architecture == Self.run("uname -m").first?.first)
        let uptime = try #require(Self.run("cat /proc/uptime").first?.first.flatMap { Double($0) })
        #expect(abs((reading.uptimeSeconds ?? -1) - uptime) < 60)
        let counted = Set(reading.interfaces.filter(\.isCounted).map(\.name))
        #expect(!counted.contains("lo"))
        for disk in reading.disks {
            let row = try #require(Self.run("cat /sys/block/\(disk.device)/stat").first)
            // Counters only grow, and the file is read after the collector.
            #expect(try #require(UInt64(row[2])) * 512 >= disk.counters.readBytes)
            #expect(try #require(UInt64(row[6])) * 512 >= disk.counters.writeBytes)
        }
        // Energy counters and the like may be for root only; the kernel's own figures never are.
        #expect(!reading.problems.contains { $0.subject.hasPrefix("/proc/") }, "\(reading.problems)")
    }
}
