/// The meters of one interface.
struct InterfaceMeters: Sendable {
    var received = RateMeter()
    var sent = RateMeter()
}

extension HostCollector {
    /// Most interfaces whose state is asked at each reading; the ends of containers' pairs hardly matter.
    private static let mostStates = 64

    mutating func readInterfaces(into reading: inout HostReading, _ facts: HostFacts, at now: MonotonicTime) {
        // `/proc/net` is that of this process; with another root the machine's first process tells.
        let path = reader.isWholeMachine ? "/proc/net/dev" : "/proc/1/net/dev"
        let counters =
            reader.read(path, keep: true, required: reader.isWholeMachine) { InterfaceCounters.parse($0) }
            ?? (reader.isWholeMachine ? nil : reader.read("/proc/net/dev") { InterfaceCounters.parse($0) }) ?? []
        var meters: [String: InterfaceMeters] = [:]
        meters.reserveCapacity(counters.count)
        var received = RateSum()
        var sent = RateSum()
        for line in counters {
            let known = facts.interfaces[line.name]
            let kind = known?.kind ?? (line.name == "lo" ? .loopback : .virtual)
            var interface = InterfaceReading(name: line.name, kind: kind, receivedBytes: line.received, sentBytes: line.sent)
            var meter = interfaceMeters[line.name] ?? InterfaceMeters()
            interface.receiveRate = meter.received.rate(of: line.received, at: now)
            interface.sendRate = meter.sent.rate(of: line.sent, at: now)
            meters[line.name] = meter
            interface.mac = known?.mac
            interface.addresses = facts.addresses[line.name] ?? []
            interface.isCounted = facts.counted.contains(line.name)
            if kind != .veth, kind != .loopback, reading.interfaces.count < Self.mostStates { readLink(&interface) }
            if interface.isCounted {
                received.add(interface.receiveRate)
                sent.add(interface.sendRate)
            }
            reading.interfaces.append(interface)
        }
        interfaceMeters = meters
        reading.traffic = TrafficTotals(receiveRate: received.total, sendRate: sent.total)
    }

    private mutating func readLink(_ interface: inout InterfaceReading) {
        let folder = "/sys/class/net/\(interface.name)"
        interface.state = reader.text("\(folder)/operstate")
        guard interface.state == "up", interface.kind == .physical || interface.kind == .bond else { return }
        // Virtual cards answer -1 or an error: they have no speed.
        guard let speed = reader.number("\(folder)/speed", quiet: true), speed > 0, speed < 10_000_000 else { return }
        interface.speedMbps = Int(speed)
    }
}
