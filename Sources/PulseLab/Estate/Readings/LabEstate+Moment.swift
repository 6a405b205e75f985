import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension LabEstate {
    /// What is true at a moment; costs about a microsecond a guest.
    public func moment(at time: Timestamp) -> LabMoment { moment(at: time, onlyOn: nil) }

    /// - Parameter only: Leaves out guests and nodes other than this one; their readings are empty.
    func moment(at time: Timestamp, onlyOn only: Int?) -> LabMoment {
        let state = state(at: time)
        let tide = Tide(at: Double(time.milliseconds) / 1000)
        var readings: [GuestReading] = []
        readings.reserveCapacity(guests.count)
        var work = [Double](repeating: 0, count: nodes.count)
        var memory = [Double](repeating: 0, count: nodes.count)
        for (guest, now) in zip(guests, state.guests) {
            let node = state.nodes[now.node]
            if let only, only != now.node {
                readings.append(GuestReading(node: now.node))
                continue
            }
            let reading = Self.reading(of: guest, now, isNodeOn: node.isOn && node.isMember, tide)
            if reading.isRunning {
                work[now.node] += reading.cpu * Double(guest.cores)
                memory[now.node] += Double(reading.memory)
            }
            readings.append(reading)
        }
        let nodeReadings = nodes.indices.map { index in
            if let only, only != index { return NodeReading(isMember: state.nodes[index].isMember) }
            return Self.reading(of: nodes[index], state.nodes[index], work: work[index], memory: memory[index], tide)
        }
        return LabMoment(
            time: time, guests: readings, nodes: nodeReadings, hasQuorum: state.hasQuorum && Self.isMajority(state.nodes), state: state,
            tide: tide)
    }

    private static func isMajority(_ nodes: [EstateState.Node]) -> Bool {
        let members = nodes.filter(\.isMember)
        return members.count(where: \.isOn) * 2 > members.count
    }

    private static func reading(
        of guest: LabGuest, _ now: EstateState.Guest, isNodeOn: Bool, _ tide: Tide
    ) -> GuestReading {
        let boot = now.bootedAt
        let isRunning = now.isPresent && now.isOn && isNodeOn && !guest.isTemplate && tide.seconds >= boot
        var reading = GuestReading(node: now.node)
        reading.isPresent = now.isPresent
        reading.isRunning = isRunning
        reading.isUnknown = !isNodeOn
        reading.lock = now.lock
        reading.agent = now.agent
        if guest.kind == .lxc {
            let share: Double = min(guest.diskUse.value(tide), 0.99)
            reading.disk = Int64(share * Double(guest.disk))
        }
        guard isRunning else { return reading }
        let age = tide.seconds - boot
        reading.uptime = Int(age)
        let start: Double = age < 90 ? 0.5 * (1 - age / 90) : 0
        let load: Double = guest.load.value(tide) + 0.55 * guest.burst.height(at: tide.seconds) + start
        reading.cpu = now.cpu ?? min(load, 1)
        let warmth: Double = 1 - 0.5 * exp(-age / 300)
        let full: Double = now.memory ?? min(guest.memoryUse.value(tide) * warmth, 0.985)
        reading.memory = Int64(full * Double(guest.memory))
        let base = boot == guest.bootedAt ? guest.baseline : guest.totals(Tide(at: boot))
        let counters = guest.totals(tide) - base
        reading.netIn = Int64(max(counters[0], 0))
        reading.netOut = Int64(max(counters[1], 0))
        reading.diskRead = Int64(max(counters[2], 0))
        reading.diskWrite = Int64(max(counters[3], 0))
        return reading
    }

    private static func reading(
        of node: LabNode, _ now: EstateState.Node, work: Double, memory: Double, _ tide: Tide
    ) -> NodeReading {
        let isOnline = now.isOn && now.isMember && tide.seconds >= now.bootedAt
        var reading = NodeReading(isMember: now.isMember)
        guard isOnline else { return reading }
        reading.isOnline = true
        reading.uptime = Int(tide.seconds - now.bootedAt)
        let share: Double = node.ownLoad.value(tide) + 0.95 * work / Double(node.threads)
        reading.cpu = now.cpu ?? min(share, 0.99)
        reading.wait = min(node.ioWait.value(tide), 0.3)
        let busy: Double = reading.cpu * Double(node.threads)
        reading.load = [busy * 1.06, busy * 0.98 + 0.05, busy * 0.94 + 0.08]
        let total = Double(node.memory)
        let used: Double = now.memory.map { $0 * total } ?? min(2.4e9 + 0.012 * total + memory, 0.97 * total)
        let cached: Double = min(0.22 * total, (total - used) * 0.7)
        reading.memoryUsed = Int64(used)
        reading.memoryFree = Int64(total - used - cached)
        reading.memoryAvailable = node.memory - reading.memoryUsed
        reading.swapUsed = Int64(Double(node.swap) * min(0.02 * used / total, 1))
        reading.rootUsed = Int64(min(node.rootUsed.value(tide), 0.99) * Double(node.rootSize))
        let boot = Tide(at: now.bootedAt)
        reading.netIn = Int64(max(node.netIn.total(tide) - node.netIn.total(boot), 0))
        reading.netOut = Int64(max(node.netOut.total(tide) - node.netOut.total(boot), 0))
        return reading
    }

    /// Used bytes of a storage on a node, of all bytes; `nil` while it does not answer.
    func space(of storage: LabStorage, on node: Int, _ moment: LabMoment) -> (used: Int64, total: Int64)? {
        guard moment.nodes[node].isOnline, storage.isEnabled, moment.state.isActive(storage.id, nodes[node].name) else { return nil }
        let drift: Double = storage.isShared ? 0 : 0.01 * Double(node % 5)
        let share = moment.state.share(storage.id, nodes[node].name) ?? min(storage.use.value(moment.tide) + drift, 0.995)
        return (Int64(share * Double(storage.size)), storage.size)
    }
}
