import PulseCore
import PulseInventory

/// Collects samples; what is unknown gives none.
struct Samples: Sendable {
    private(set) var all: [Sample] = []
    /// The figures among `ResourceMetrics` that are news; others are in the history already.
    private let fresh: [Metric]

    init(fresh: [Metric]) {
        self.fresh = fresh
        all.reserveCapacity(12)
    }

    mutating func add(_ metric: Metric, _ value: Double?) {
        guard let value, value.isFinite else { return }
        all.append(Sample(metric, value))
    }

    /// Adds the standard figures that are news.
    mutating func add(metrics: ResourceMetrics) {
        if isFresh(.cpu) { add(.cpu, metrics.cpu) }
        if isFresh(.memory) {
            add(.memory, metrics.memory?.percent)
            add(.memoryUsed, metrics.memory?.used.map { Double($0) })
        }
        if isFresh(.disk) { add(.disk, metrics.disk?.percent) }
        if isFresh(.netIn) { add(.netIn, metrics.netIn) }
        if isFresh(.netOut) { add(.netOut, metrics.netOut) }
        if isFresh(.diskRead) { add(.diskRead, metrics.diskRead) }
        if isFresh(.diskWrite) { add(.diskWrite, metrics.diskWrite) }
    }

    mutating func add(pressure: GuestPressure?) {
        guard let pressure else { return }
        add(.pressureCPU, pressure.cpuSome)
        add(.pressureMemory, pressure.memorySome)
        add(.pressureMemoryFull, pressure.memoryFull)
        add(.pressureIO, pressure.ioSome)
        add(.pressureIOFull, pressure.ioFull)
    }

    private func isFresh(_ metric: Metric) -> Bool { fresh.contains(metric) }
}

extension PressureFacet {
    /// The platform gives the average of 10 s only. `nil` when it gives none.
    init?(_ pressure: GuestPressure) {
        guard !pressure.isEmpty else { return nil }
        self.init()
        cpuSome = pressure.cpuSome.map { Averages(avg10: $0) }
        memorySome = pressure.memorySome.map { Averages(avg10: $0) }
        memoryFull = pressure.memoryFull.map { Averages(avg10: $0) }
        ioSome = pressure.ioSome.map { Averages(avg10: $0) }
        ioFull = pressure.ioFull.map { Averages(avg10: $0) }
    }
}
