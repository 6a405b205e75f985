extension HostCollector {
    mutating func readSensors(into reading: inout HostReading, at now: MonotonicTime) {
        for input in sensors.temperatures {
            guard let value = sensorValue(input.file) else { continue }
            let celsius = value / 1000
            // Chips with nothing attached answer −128, 0 kelvin or 255.
            guard celsius > 0, celsius <= 150 else { continue }
            reading.temperatures.append(
                TemperatureReading(name: input.name, celsius: celsius, role: input.role, device: input.device))
        }
        for input in sensors.fans {
            guard let rpm = sensorValue(input.file), rpm >= 0, rpm < 100_000 else { continue }
            reading.fans.append(FanReading(name: input.name, rpm: rpm))
        }
        for input in sensors.power {
            guard let microwatts = sensorValue(input.file), microwatts >= 0 else { continue }
            reading.power.append(PowerReading(name: input.name, watts: microwatts / 1e6))
        }
        for index in sensors.energies.indices {
            let count = reader.read(sensors.energies[index].file) { cursor -> UInt64? in
                var cursor = cursor
                return cursor.number()
            }
            guard let count, let rate = sensors.energies[index].meter.rate(of: count, at: now) else { continue }
            reading.power.append(PowerReading(name: sensors.energies[index].name, watts: rate / 1e6))
        }
    }

    private mutating func sensorValue(_ file: OpenFile) -> Double? {
        reader.read(file) { cursor in
            var cursor = cursor
            return cursor.decimal()
        }
    }
}
