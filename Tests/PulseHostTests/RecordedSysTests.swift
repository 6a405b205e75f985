import FoundationEssentials
import Testing
@testable import PulseHost

/// The collector over the `/sys` of machines with many sensors, cards and disks, recorded by the node_exporter project.
@Suite struct RecordedSysTests {
    /// Unpacks a plain-text archive: `Path:` with `Lines:` and the text, or with `SymlinkTo:`.
    static func unpack(_ archive: String) throws -> Tree {
        var files: [String: String] = [:]
        var links: [String: String] = [:]
        var lines = archive.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var path = ""
        while let line = lines.popFirst() {
            if line.hasPrefix("Path: ") {
                path = String(line.dropFirst(6))
            } else if line.hasPrefix("SymlinkTo: ") {
                links[path] = String(line.dropFirst(11))
            } else if line.hasPrefix("Lines: "), let count = Int(line.dropFirst(7)) {
                let text = lines.prefix(count).joined(separator: "\n").replacing("NULLBYTE", with: "\0")
                files[path] = text.replacing("EOF", with: "") + "\n"
                lines = lines.dropFirst(count)
            }
        }
        return try Tree(files, links: links)
    }

    static func collect() throws -> (HostReading, Tree) {
        let data = try Data(contentsOf: URL(filePath: Fixtures.root + "/sys.ttar"))
        let tree = try unpack(String(decoding: data, as: UTF8.self))
        var collector = HostCollector(root: tree.path)
        return (collector.collect(), tree)
    }

    @Test(.enabled(if: Fixtures.arePresent, "recorded files are not beside this checkout"))
    func readsRecordedSensors() throws {
        let (reading, tree) = try Self.collect()
        withExtendedLifetime(tree) {
            let byName = Dictionary(uniqueKeysWithValues: reading.temperatures.map { ($0.name, $0.celsius) })
            #expect(
                byName["cpu_package"] == 55 && byName["cpu_package_2"] == 55 && byName["cpu_core_3"] == 50 && byName["cpu_core_3_2"] == 50)
            #expect(byName["hwmon4_foosensor"] == 55 && byName["hwmon4_foosensor_2"] == 54)
            #expect(byName["mt7996_phy0_2_temp1"] == 57 && byName["zone_cpu_thermal"] == 12.376)
            #expect(reading.mainTemperature == 55)
            #expect(reading.fans.contains(FanReading(name: "nct6779_fan2", rpm: 1098)))
            #expect(reading.fans.contains { $0.rpm == 0 } && reading.fans.contains { $0.rpm == 1998 })
        }
    }

    @Test(.enabled(if: Fixtures.arePresent, "recorded files are not beside this checkout"))
    func recognisesRecordedDevices() throws {
        let (reading, tree) = try Self.collect()
        var reader = FileReader(root: tree.path)
        #expect(reader.interfaceFacts("bond0").kind == .bond && reader.interfaceFacts("eth0").mac == "01:01:01:01:01:01")
        #expect(reading.identity.productUUID == "83340ca8-cb49-4474-8c29-d2088ca84dd9")
        let joules = reader.sensors().energies
        #expect(joules.map(\.name) == ["rapl_cpu_package", "rapl_cpu_core"])
    }
}
