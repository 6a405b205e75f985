import PulseCore
import Testing

struct MetricTests {
    @Test(arguments: [
        (Metric.cpu, MetricUnit.percent, MetricResolution.step(0.01)), (.memory, .percent, .step(0.01)), (.swap, .percent, .step(0.01)),
        (.usage, .percent, .step(0.01)), (.pressureIOFull, .percent, .step(0.01)), (.load1, .load, .step(0.01)),
        (.load15, .load, .step(0.01)),
        (.temperature, .celsius, .step(0.1)), ("smart_temp", .celsius, .step(0.1)), (.memoryUsed, .bytes, .significantDigits(4)),
        (.available, .bytes, .significantDigits(4)), (.netIn, .bytesPerSecond, .significantDigits(4)),
        (.diskWrite, .bytesPerSecond, .significantDigits(4)),
        ("smart_power_on_hours", .hours, .exact), ("smart_reallocated_sectors", .count, .exact), ("something_new", .count, .exact),
    ])
    func knowsUnitAndResolution(metric: Metric, unit: MetricUnit, resolution: MetricResolution) {
        #expect(metric.unit == unit)
        #expect(metric.resolution == resolution)
    }

    @Test func isItsName() {
        #expect(Metric("cpu") == .cpu)
        #expect(Metric(rawValue: "netin") == .netIn)
        #expect(Metric.diskRead.rawValue == "diskread")
        #expect(Set([Metric.cpu, "cpu", Metric("CPU")]).count == 2)
    }
}
