import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("What sensors print")
struct TemperatureReadingTests {
    private func read(_ text: String) throws -> NodeTemperatureFacet? {
        try TemperatureReading(output: Array(text.utf8)).facet(at: second(0))
    }

    @Test("An Intel node with NVMe, graphics and a board sensor")
    func intel() throws {
        let facet = try #require(
            try read(
                """
                {"coretemp-isa-0000":{"Adapter":"ISA adapter",
                   "Package id 0":{"temp1_input":51.000,"temp1_max":105.0,"temp1_crit_alarm":0.0},
                   "Core 0":{"temp2_input":40.0},"Core 4":{"temp6_input":55.5}},
                 "nvme-pci-0200":{"Composite":{"temp1_input":41.85},"Sensor 1":{"temp2_input":60.0}},
                 "nvme-pci-0100":{"Composite":{"temp1_input":38.85}},
                 "amdgpu-pci-0300":{"vddgfx":{"in0_input":0.8},"edge":{"temp1_input":45.0},"junction":{"temp2_input":47.0},"mem":{"temp3_input":46.0}},
                 "acpitz-acpi-0":{"temp1":{"temp1_input":27.8}},
                 "nct6798-isa-0290":{"SYSTIN":{"temp1_input":33.0},"fan1":{"fan1_input":800.0}},
                 "drivetemp-scsi-1-0":{"temp1":{"temp1_input":31.0}}}
                """))
        #expect(facet.cpuPackage == 51 && facet.cpuMax == 55.5 && facet.headline == 51)
        #expect(facet.cores == [.init(core: 0, temperature: 40), .init(core: 4, temperature: 55.5)])
        #expect(facet.nvme == [.init(device: "nvme-pci-0100", temperature: 38.85), .init(device: "nvme-pci-0200", temperature: 41.85)])
        #expect(facet.gpus.count == 1 && facet.gpus[0].edge == 45 && facet.gpus[0].junction == 47 && facet.gpus[0].memory == 46)
        #expect(facet.disks.map(\.temperature) == [31] && facet.updatedAt == second(0))
    }

    @Test(
        "Which reading is the processor's",
        arguments: [
            (#"{"k10temp-pci-00c3":{"Tctl":{"temp1_input":70},"Tdie":{"temp2_input":43},"Tccd1":{"temp3_input":47.5}}}"#, 43, 47.5),
            (#"{"k10temp-pci-00c3":{"Tctl":{"temp1_input":50.25}}}"#, 50.25, 50.25),
            (#"{"zenpower-pci-00c3":{"Tdie":{"temp1_input":61},"SVI2_P_Core":{"power1_input":9}}}"#, 61, 61),
            (#"{"coretemp-isa-0000":{"Package id 0":{"temp1_input":40}},"coretemp-isa-0001":{"Package id 1":{"temp1_input":48}}}"#, 48, 48),
            (#"{"coretemp-isa-0000":{"Core 0":{"temp2_input":44}}}"#, nil, 44),
            (#"{"cpu_thermal-virtual-0":{"temp1":{"temp1_input":55.3}}}"#, 55.3, 55.3),
            (#"{"acpitz-acpi-0":{"temp1":{"temp1_input":27.8}}}"#, 27.8, 27.8),
            (#"{"acpitz-acpi-0":{"temp1":{"temp1_input":27.8}},"k10temp-pci-00c3":{"Tctl":{"temp1_input":50}}}"#, 50, 50),
            ("47250\n", 47.25, 47.25), ("  52000", 52, 52),
        ] as [(String, Double?, Double?)])
    func processors(text: String, package: Double?, hottest: Double?) throws {
        let facet = try read(text)
        #expect(facet?.cpuPackage == package && facet?.cpuMax == hottest)
    }

    @Test("Readings beside disks")
    func combined() throws {
        let facet = try #require(
            try read(
                """
                {"sensors":{"coretemp-isa-0000":{"Package id 0":{"temp1_input":50}}},
                 "smart":[{"device":"/dev/sda","serial":"S1","wwn":"unknown","model":"X","type":"sat","temperature":"33"},
                          {"device":"/dev/sdb","temperature":0,"standbySkipped":true},{"serial":"no device"},{"device":"/dev/sdc","temperature":200}]}
                """))
        #expect(facet.cpuPackage == 50)
        #expect(facet.disks.map(\.device) == ["/dev/sda", "/dev/sdb", "/dev/sdc"])
        #expect(facet.disks.map(\.temperature) == [33, nil, nil] && facet.disks[1].isStandby && facet.disks[0].wwn == nil)
    }

    @Test("Sensors that are not connected say nothing", arguments: ["255.5", "-128", "127.5", "nan", "null", #""hot""#, "1e400"])
    func implausible(value: String) throws {
        #expect(try read(#"{"coretemp-isa-0000":{"Package id 0":{"temp1_input":\#(value)}}}"#) == nil)
    }

    @Test("What old releases of lm-sensors print is read")
    func repairs() throws {
        let facet = try read(
            """
            ERROR: Can't get value of subfeature temp2_input: Can't read
            {"coretemp-isa-0000":{"Adapter":"a, } b \\" ,}","Package id 0":{"temp1_input":50.0, },
            "Core 0":{
            },},}
            bye
            """)
        #expect(facet?.cpuPackage == 50)
    }

    @Test(
        "Nothing known is nothing read",
        arguments: ["{}", #"{"nct6798-isa-0290":{"SYSTIN":{"temp1_input":33}}}"#, #"{"smart":[]}"#, "", " \n"])
    func nothing(text: String) throws { #expect(try read(text) == nil) }

    @Test("What is no reading is refused", arguments: ["bash: sensors: command not found", "[1]", #"{"a":"#, #"{"a":}"#, "--", "\u{0}"])
    func garbage(text: String) { #expect(throws: TemperatureFailure.badAnswer) { try read(text) } }

    @Test("Damaged output never crashes")
    func mutations() {
        let text = Array(
            #"{"sensors":{"coretemp-isa-0000":{"Package id 0":{"temp1_input":50.0,},"Core 0":{"temp2_input":-4e1}}},"smart":[{"device":"a","temperature":3}]}"#
                .utf8)
        var generator = SeededGenerator(seed: 7)
        var read = 0
        for _ in 0..<5000 {
            var bytes = text
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(text[Int.random(in: 0..<text.count, using: &generator)], at: place)
                }
            }
            if let reading = try? TemperatureReading(output: bytes), reading.facet(at: second(0)) != nil { read += 1 }
        }
        #expect(read > 100, "some damage does no harm")
    }
}
