import PulseCore
import Testing

@testable import PulseProxmox

@Suite("The list of disks")
struct NodeDiskTests {
    private func one(_ members: String) throws -> NodeDisk {
        try #require(try NodeDisk.all(in: dataAnswer(#"[{"devpath":"/dev/sda",\#(members)}]"#)).first)
    }

    @Test(
        "Words for health",
        arguments: [
            ("PASSED", "PASSED"), ("OK", "PASSED"), ("passed", "PASSED"), ("FAILED", "FAILED"), ("FAILED!", "FAILED"),
            ("FAILURE PREDICTION THRESHOLD EXCEEDED", "FAILED"), ("UNKNOWN", nil), ("", nil), ("SMART Disabled", "SMART Disabled"),
        ] as [(String, String?)])
    func health(word: String, expected: String?) throws { #expect(try one(#""health":"\#(word)""#).health == expected) }

    @Test(
        "Wear counts on solid state disks where it is a share",
        arguments: [
            ("ssd", "97", 97), ("ssd", #""97""#, 97), ("nvme", "0", 0), ("hdd", "0", nil), ("ssd", #""N/A""#, nil), ("ssd", "-1", nil),
            ("ssd", "null", nil), ("ssd", "99.5", 99), ("ssd", "240", nil),
        ] as [(String, String, Int?)])
    func wear(type: String, reported: String, expected: Int?) throws {
        #expect(try one(#""type":"\#(type)","wearout":\#(reported)"#).lifeLeft == expected)
    }

    @Test(
        "Speeds: 0 is said of solid state only",
        arguments: [
            ("ssd", "0", 0), ("nvme", "-1", 0), ("hdd", "7200", 7200), ("hdd", #""5400""#, 5400), ("usb", "0", nil), ("unknown", "-1", nil),
        ]
            as [(String, String, Int?)])
    func speed(type: String, reported: String, expected: Int?) throws {
        #expect(try one(#""type":"\#(type)","rpm":\#(reported)"#).rpm == expected)
    }

    @Test("The word unknown is no serial number")
    func unknown() throws {
        let disk = try one(#""serial":"unknown","wwn":"unknown","vendor":"ATA     ","model":" QEMU  DISK ","type":"unknown""#)
        #expect(disk.serial == nil && disk.wwn == nil && disk.vendor == "ATA" && disk.model == "QEMU DISK" && disk.type == nil)
        #expect(disk.kind == "unknown" && NodeDisk(path: "/dev/vda").kind == "virtual" && NodeDisk(path: "/dev/nvme0n1").kind == "nvme")
    }

    @Test("Partitions and rows without a device are left out, odd fields cost themselves")
    func rows() throws {
        let answer = dataAnswer(
            #"[{"devpath":"/dev/sda1","parent":"/dev/sda"},{"size":1},{"devpath":"/dev/sdb","size":"2,000","model":[1],"osdid-list":null}]"#
        )
        let disks = try NodeDisk.all(in: answer)
        #expect(disks.map(\.path) == ["/dev/sdb"] && disks[0].size == 2000 && disks[0].model == nil)
    }
}
