import PulseCore
import PulseHost
import PulseInventory
import Testing
@testable import PulsePlatforms

@Suite struct HostMappingTests {
    static let machine = "01234567-89ab-cdef-0123-456789abcdef"

    /// A host with something of everything.
    static func reading() -> HostReading {
        var reading = HostReading(takenAt: Timestamp(seconds: 1_700_000_000))
        reading.identity = HostIdentity(machineID: machine, productUUID: "aaaa", hostname: "web1", fqdn: "web1.lab.example")
        reading.system.platform = "linux"
        reading.system.osName = "Debian GNU/Linux"
        reading.system.kernel = "6.1.0"
        reading.uptimeSeconds = 3600.9
        reading.cpu.count = 4
        reading.cpu.usagePercent = 12.5
        reading.load = LoadAverage(one: 1, five: 2, fifteen: 3)
        reading.memory = MemoryReading(total: 1000, available: 600, free: 100)
        reading.memory?.swapTotal = 200
        reading.memory?.swapUsed = 50
        let some = StallShare(average10: 1, average60: 2, average300: 3)
        let full = StallShare(average10: 0.5, average60: 0.25, average300: 0.125)
        reading.pressure.memory = ResourcePressure(some: some, full: full)
        var root = FilesystemReading(mountpoint: "/", device: "/dev/sda1", type: "ext4")
        root.usage = SpaceUsage(total: 1000, used: 600, free: 200)
        var share = FilesystemReading(mountpoint: "/mnt/nas", device: "nas:/x", type: "nfs4")
        share.isRemote = true
        reading.filesystems = [root, share]
        var card = InterfaceReading(name: "eth0", kind: .physical, receivedBytes: 10, sentBytes: 20)
        card.mac = "aa:bb:cc:00:11:22"
        card.addresses = ["192.0.2.7/24", "fe80::1/64"]
        card.receiveRate = 100
        card.sendRate = 50
        card.isCounted = true
        var loopback = InterfaceReading(name: "lo", kind: .loopback, receivedBytes: 1, sentBytes: 1)
        loopback.addresses = ["127.0.0.1/8"]
        let pair = InterfaceReading(name: "veth1", kind: .veth, receivedBytes: 1, sentBytes: 1)
        reading.interfaces = [loopback, pair, card]
        reading.traffic = TrafficTotals(receiveRate: 100, sendRate: 50)
        var disk = DiskReading(device: "sda", counters: DiskCounters())
        disk.readRate = 7
        disk.writeRate = 8
        disk.busyPercent = 9
        reading.disks = [disk]
        reading.diskTotals = DiskTotals(readRate: 7, writeRate: 8)
        reading.temperatures = [
            TemperatureReading(name: "cpu_package", celsius: 48, role: .package),
            TemperatureReading(name: "sda", celsius: 31.6, role: .disk, device: "sda"),
        ]
        reading.fans = [FanReading(name: "fan1", rpm: 900)]
        var device = BlockDevice(name: "sda", sizeBytes: 4000, kind: .hdd)
        device.model = "ST4000"
        device.serial = "S1"
        device.wwn = "naa.1"
        device.temperature = 31.6
        reading.blockDevices = [device]
        reading.arrays = [
            RAIDArray(name: "md0", level: "raid1", state: "degraded", members: [RAIDMember(device: "sda1", slot: 0, state: .active)])
        ]
        return reading
    }

    @Test func describesTheHost() throws {
        let observation = HostMapping(agentVersion: "6.0.0", interval: .seconds(30)).observation(of: Self.reading())
        #expect(observation.source == SourceScope(.agent, Self.machine) && observation.completeness == .everything)
        #expect(observation.at == Timestamp(seconds: 1_700_000_000) && observation.interval == .seconds(30))
        let host = try #require(observation.resources.first)
        #expect(host.kind == .agent && host.sourceID == Self.machine && host.name == "web1" && host.status == .online)
        #expect(host.identity.hostnames == ["web1.lab.example", "web1"] && host.identity.machineID == Self.machine)
        #expect(host.identity.ipAddresses == ["192.0.2.7"] && host.identity.macAddresses == ["aa:bb:cc:00:11:22"])
        #expect(host.identity.dmiUUID == "aaaa" && host.uptime == 3600 && host.temperature == 48)
        #expect(host.metrics.cpu == 12.5 && host.metrics.memory == Capacity(used: 400, total: 1000, percent: 40))
        // As df counts: 600 of the 800 that users could have.
        #expect(host.metrics.disk == Capacity(used: 600, total: 1000, percent: 75))
        #expect(host.metrics.netIn == 100 && host.metrics.diskWrite == 8)
        let facet = try #require(host.facets.agent)
        #expect(facet.agentID == Self.machine && facet.agentVersion == "6.0.0" && facet.intervalSeconds == 30)
        #expect(facet.networkInterfaces.map(\.name) == ["eth0"] && facet.disks.map(\.mountpoint) == ["/"])
        #expect(facet.memory?.cache == 500 && facet.memory?.swapUsed == 50 && facet.loadAverage == [1, 2, 3])
        #expect(facet.pressure?.memoryFull == .init(avg10: 0.5, avg60: 0.25, avg300: 0.125) && facet.pressure?.cpuSome == nil)
        #expect(facet.sensors?.temperatureCelsius == ["cpu_package": 48, "sda": 31.6] && facet.sensors?.fanRPM == ["fan1": 900])
        #expect(facet.raid.first?.device == "/dev/md0" && facet.raid.first?.state == "degraded" && facet.raid.first?.activeDevices == 1)
        #expect(facet.diskIO.first?.busy == 9)
    }

    @Test func givesEverySeries() {
        let samples = HostMapping().observation(of: Self.reading()).resources[0].samples
        let golden: [(String, Double)] = [
            ("cpu", 12.5), ("memory", 40), ("memoryused", 400), ("swap", 25), ("disk", 75), ("netin", 100), ("netout", 50), ("diskread", 7),
            ("diskwrite", 8), ("temperature", 48), ("load1", 1), ("load5", 2), ("load15", 3), ("psi_memory_some", 1),
            ("psi_memory_full", 0.5),
            ("disk:/", 75), ("netin:eth0", 100), ("netout:eth0", 50), ("diskread:sda", 7), ("diskwrite:sda", 8), ("temp:cpu_package", 48),
            ("temp:sda", 31.6),
        ]
        #expect(samples == golden.map { Sample(Metric($0.0), $0.1) })
    }

    @Test func describesDisks() throws {
        let disks = HostMapping().observation(of: Self.reading()).resources.dropFirst()
        let disk = try #require(disks.first)
        #expect(disks.count == 1 && disk.kind == .physicalDisk && disk.sourceID == "\(Self.machine)/disk/S1" && disk.name == "ST4000")
        #expect(disk.parent == ParentReference(kind: .agent, sourceID: Self.machine) && disk.status == .unknown)
        #expect(disk.identity.machineID == "S1" && disk.identity.dmiUUID == "naa.1" && disk.temperature == 31.6)
        let facet = try #require(disk.facets.physicalDisk)
        #expect(facet.devPath == "/dev/sda" && facet.diskType == "hdd" && facet.size == 4000 && facet.rpm == nil && facet.temperature == 32)
        #expect(facet.health == nil && facet.lifeLeft == nil && facet.io?.readRate == 7)
        #expect(disk.samples == [Sample(.diskRead, 7), Sample(.diskWrite, 8), Sample(.disk, 9), Sample("smart_temp", 31.6)])
    }

    static let twins: [(name: String, serials: [String?], wwns: [String?], ids: [String])] = [
        ("two disks", ["A", "B"], [nil, nil], ["A", "B"]),
        ("two paths", ["A", "A"], ["naa.1", "naa.1"], ["A"]),
        ("made-up serial", ["0", "0"], [nil, nil], ["0", "d1"]),
        ("made-up serial, own names", ["0", "0"], ["naa.1", "naa.2"], ["0", "d1"]),
        ("no serial", [nil, nil], ["naa.1", nil], ["naa.1", "d1"]),
    ]

    @Test(arguments: twins) func tellsDisksApart(_ row: (name: String, serials: [String?], wwns: [String?], ids: [String])) {
        var reading = Self.reading()
        reading.blockDevices = row.serials.indices.map { index in
            var device = BlockDevice(name: "d\(index)", sizeBytes: 1, kind: .ssd)
            device.serial = row.serials[index]
            device.wwn = row.wwns[index]
            return device
        }
        let disks = HostMapping().disks(of: reading, host: "h")
        #expect(disks.map(\.sourceID) == row.ids.map { "h/disk/\($0)" }, "\(row.name)")
        #expect(disks.allSatisfy { $0.facets.physicalDisk?.rpm == 0 })
        let serials = disks.compactMap(\.identity.machineID)
        #expect(Set(serials).count == serials.count)
    }

    @Test func keepsUnknownUnknown() {
        var reading = HostReading(takenAt: Timestamp(seconds: 0))
        let host = HostMapping().observation(of: reading).resources[0]
        #expect(host.sourceID == "localhost" && host.samples.isEmpty && host.metrics.isEmpty && host.uptime == nil)
        #expect(host.facets.agent?.memory == nil && host.facets.agent?.pressure == nil && host.facets.agent?.sensors == nil)
        reading.identity.hostname = "h"
        #expect(HostMapping().sourceID(of: reading) == "h" && HostMapping(agentID: "a").sourceID(of: reading) == "a")
        reading.cpu.usagePercent = .nan
        #expect(HostMapping().observation(of: reading).resources[0].samples.isEmpty)
    }

    @Test func claimsNothingOfTheMachineBelowAContainer() {
        var reading = Self.reading()
        reading.system.isContainer = true
        let observation = HostMapping().observation(of: reading)
        #expect(observation.resources.count == 1)
        #expect(observation.resources[0].identity.dmiUUID == nil && observation.resources[0].identity.machineID == Self.machine)
        #expect(observation.resources[0].facets.agent?.isContainer == true)
    }

    @Test func boundsEveryFamily() {
        var reading = Self.reading()
        for index in 0..<100 {
            var filesystem = FilesystemReading(mountpoint: "/data/\(index)", device: "d", type: "xfs")
            filesystem.usage = SpaceUsage(total: 2, used: 1, free: 1)
            reading.filesystems.append(filesystem)
            var bridge = InterfaceReading(name: "br\(index)", kind: .bridge, receivedBytes: 0, sentBytes: 0)
            bridge.receiveRate = 1
            reading.interfaces.insert(bridge, at: 0)
            var disk = DiskReading(device: "sd\(index)", counters: DiskCounters())
            disk.readRate = 1
            reading.disks.append(disk)
            reading.temperatures.insert(TemperatureReading(name: "cpu_core_\(index)", celsius: 40, role: .core), at: 0)
        }
        reading.filesystems[0].mountpoint = "/" + String(repeating: "x", count: 200)
        let samples = HostMapping().observation(of: reading).resources[0].samples
        for family in ["disk:", "netin:", "diskread:", "temp:"] {
            #expect(samples.count { $0.metric.rawValue.hasPrefix(family) } == 32, "\(family)")
        }
        let names = Set(samples.map(\.metric.rawValue))
        #expect(names.contains("netin:eth0") && names.contains("temp:cpu_package") && names.contains("diskread:sda"))
        #expect(!names.contains { $0.utf8.count > 140 } && names.count == samples.count)
    }
}
