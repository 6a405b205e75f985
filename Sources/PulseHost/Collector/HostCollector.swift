public import PulseCore

/// Reads how a Linux machine is doing, straight from `/proc` and `/sys` without starting a program.
///
/// Keep one and call `collect()` at each tick: rates and processor usage come from the difference to the call before, so the
/// first reading has none. What seldom changes (identity, hardware, addresses) is looked up again once a minute.
public struct HostCollector: Sendable {
    /// How long facts that seldom change are believed, in nanoseconds.
    private static let factsLifetime: UInt64 = 60_000_000_000
    /// The same when a device turned up that the facts do not know, for example a plugged-in disk.
    private static let outdatedFactsLifetime: UInt64 = 5_000_000_000

    var reader: FileReader
    private let clock: any WallClock
    private let monotonic: @Sendable () -> MonotonicTime
    private var facts: (found: HostFacts, at: MonotonicTime)?
    private var knowsEveryDevice = true
    var sensors = SensorInventory()
    var mounts: (text: [UInt8], selected: [SelectedMount]) = ([], [])
    var lastCPU: CPUTimes?
    var interfaceMeters: [String: InterfaceMeters] = [:]
    var diskMeters: [String: DiskMeters] = [:]

    /// - Parameters:
    ///   - root: the directory that stands for `/`: a recorded tree, or the machine's root mounted into a container.
    ///   - clock: stamps the readings.
    ///   - monotonic: measures the time between readings.
    public init(
        root: String = "/", clock: any WallClock = SystemWallClock(),
        monotonic: @escaping @Sendable () -> MonotonicTime = MonotonicTime.now
    ) {
        reader = FileReader(root: root)
        self.clock = clock
        self.monotonic = monotonic
    }

    /// Looks at the machine once. Never fails: what cannot be read is `nil` and listed in the reading's `problems`.
    public mutating func collect() -> HostReading {
        let now = monotonic()
        var reading = HostReading(takenAt: clock.now)
        reader.startReading()
        let facts = currentFacts(at: now)
        reading.identity = facts.identity
        reading.system = facts.system
        readProcessor(into: &reading, facts)
        readMemory(into: &reading)
        readPressure(into: &reading)
        readFilesystems(into: &reading)
        readInterfaces(into: &reading, facts, at: now)
        readDisks(into: &reading, at: now)
        readSensors(into: &reading, at: now)
        reading.arrays = reader.read("/proc/mdstat", keep: true) { RAIDArray.parse($0) } ?? []
        reading.blockDevices = facts.blockDevices
        for index in reading.blockDevices.indices {
            let name = reading.blockDevices[index].name
            reading.blockDevices[index].temperature = reading.temperatures.first { $0.device == name }?.celsius
        }
        let interfacesAreKnown = reading.interfaces.allSatisfy { facts.interfaces[$0.name] != nil }
        let disksAreKnown = reading.disks.allSatisfy { disk in facts.blockDevices.contains { $0.name == disk.device } }
        knowsEveryDevice = interfacesAreKnown && disksAreKnown
        for problem in facts.problems { reader.note(problem.subject, problem.reason) }
        reading.problems = reader.problems
        return reading
    }

    private mutating func currentFacts(at now: MonotonicTime) -> HostFacts {
        let lifetime = knowsEveryDevice ? Self.factsLifetime : Self.outdatedFactsLifetime
        if let facts, now >= facts.at, now.nanoseconds - facts.at.nanoseconds < lifetime { return facts.found }
        let energies = Dictionary(sensors.energies.map { ($0.name, $0.meter) }, uniquingKeysWith: { first, _ in first })
        sensors = reader.sensors()
        for index in sensors.energies.indices {
            sensors.energies[index].meter = energies[sensors.energies[index].name] ?? RateMeter()
        }
        let found = reader.hostFacts()
        facts = (found, now)
        return found
    }
}
