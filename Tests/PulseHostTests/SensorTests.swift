import Testing
@testable import PulseHost

@Suite struct SensorTests {
    static let names: [(String, String, String?, String, TemperatureRole)] = [
        ("coretemp", "Package id 0", nil, "cpu_package", .package), ("coretemp", "Core 12", nil, "cpu_core_12", .core),
        ("k10temp", "Tctl", nil, "cpu_package", .package), ("k10temp", "Tccd1", nil, "cpu_tccd1", .core),
        ("cpu_thermal", "temp1", nil, "cpu_package", .package), ("nvme", "Composite", "nvme1", "nvme1", .disk),
        ("nvme", "Sensor 2", "nvme1", "nvme1_sensor_2", .other), ("drivetemp", "temp1", "sda", "sda", .disk),
        ("amdgpu", "edge", nil, "amdgpu_edge", .gpu), ("nct6775", "AUXTIN0", nil, "nct6775_auxtin0", .other),
    ]

    @Test(arguments: names) func namesSensors(_ row: (String, String, String?, String, TemperatureRole)) {
        let sensor = SensorName(chip: row.0, label: row.1, device: row.2)
        #expect(sensor.name == row.3 && sensor.role == row.4)
    }

    @Test func choosesTheProcessor() {
        func reading(_ role: TemperatureRole, _ celsius: Double) -> TemperatureReading {
            TemperatureReading(name: "x", celsius: celsius, role: role)
        }
        #expect(TemperatureReading.main(of: [reading(.disk, 70), reading(.core, 60), reading(.package, 50), reading(.package, 55)]) == 55)
        #expect(TemperatureReading.main(of: [reading(.zone, 30), reading(.core, 60), reading(.core, 61)]) == 61)
        #expect(TemperatureReading.main(of: [reading(.zone, 30), reading(.other, 90)]) == 30)
        #expect(TemperatureReading.main(of: [reading(.disk, 40), reading(.gpu, 80)]) == nil)
    }

    @Test func readsATree() throws {
        let chips = "sys/class/hwmon"
        let tree = try Tree(
            [
                "\(chips)/hwmon0/name": "coretemp\n", "\(chips)/hwmon0/temp1_input": "48000\n",
                "\(chips)/hwmon0/temp1_label": "Package id 0\n",
                "\(chips)/hwmon0/temp2_input": "-128000\n", "\(chips)/hwmon0/temp2_label": "Core 0\n",
                "\(chips)/hwmon1/name": "nvme\n", "\(chips)/hwmon1/temp1_input": "38850\n", "\(chips)/hwmon1/temp1_label": "Composite\n",
                "sys/devices/nvme0/nvme0n1/x": "", "\(chips)/hwmon2/name": "nct6775\n", "\(chips)/hwmon2/fan1_input": "1200\n",
                "\(chips)/hwmon2/power1_average": "12500000\n", "sys/class/powercap/intel-rapl:0/name": "package-0\n",
                "sys/class/powercap/intel-rapl:0/energy_uj": "1000000\n", "\(chips)/hwmon3/name": "drivetemp\n",
                "\(chips)/hwmon3/temp1_input": "30000\n", "\(chips)/hwmon3/device/block/sda/x": "", "sys/block/sda/queue/rotational": "1\n",
                "sys/block/nvme0n1/size": "2000\n", "sys/block/nvme0n1/queue/rotational": "0\n",
                "sys/block/nvme0n1/device/model": "KXG60ZNV512G TOSHIBA   \n", "sys/block/nvme0n1/device/serial": "  S1 \n",
                "sys/block/nvme0n1/wwid": "eui.00\n", "sys/block/loop0/size": "8\n", "sys/block/sdb/size": "0\n",
            ],
            links: ["\(chips)/hwmon1/device": "../../../devices/nvme0"])
        let time = TestTime()
        var collector = HostCollector(root: tree.path, monotonic: { time.now })
        var reading = collector.collect()
        #expect(reading.temperatures.map(\.name) == ["cpu_package", "nvme0"])
        #expect(reading.mainTemperature == 48)
        #expect(reading.temperatures.last?.device == "nvme0n1")
        #expect(reading.fans == [FanReading(name: "nct6775_fan1", rpm: 1200)])
        #expect(reading.power == [PowerReading(name: "nct6775_power1", watts: 12.5)])
        #expect(reading.blockDevices.map(\.name) == ["nvme0n1"])
        let disk = reading.blockDevices.first
        #expect(disk?.model == "KXG60ZNV512G TOSHIBA" && disk?.serial == "S1" && disk?.wwn == "eui.00" && disk?.kind == .nvme)
        #expect(disk?.sizeBytes == 1_024_000 && disk?.temperature == 38.85)
        try tree.write("sys/class/powercap/intel-rapl:0/energy_uj", "31000000\n")
        time.advance(seconds: 2)
        reading = collector.collect()
        #expect(reading.power.last == PowerReading(name: "rapl_cpu_package", watts: 15))
    }
}
