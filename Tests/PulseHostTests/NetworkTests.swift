import Testing
@testable import PulseHost

@Suite struct NetworkTests {
    static func facts(_ kind: InterfaceKind, master: String? = nil, stacked: Bool = false) -> InterfaceFacts {
        InterfaceFacts(kind: kind, mac: nil, master: master, isStacked: stacked)
    }

    static let cases: [(String, [String: InterfaceFacts], Set<String>)] = [
        ("plain", ["lo": facts(.loopback), "eth0": facts(.physical)], ["eth0"]),
        (
            "hypervisor",
            [
                "eno1": facts(.physical, master: "vmbr0"), "vmbr0": facts(.bridge), "veth1": facts(.veth, master: "vmbr0"),
                "tap1": facts(.tunnel),
            ],
            ["eno1"]
        ),
        (
            "bond",
            [
                "eth0": facts(.physical, master: "bond0"), "eth1": facts(.physical, master: "bond0"), "bond0": facts(.bond),
                "bond0.5": facts(.vlan),
            ],
            ["eth0", "eth1"]
        ),
        ("accelerated", ["eth0": facts(.physical), "enP1": facts(.physical, master: "eth0")], ["eth0"]),
        ("container", ["lo": facts(.loopback), "eth0": facts(.veth), "docker0": facts(.bridge), "wg0": facts(.tunnel)], ["eth0"]),
        (
            "no hardware",
            ["eth0": facts(.virtual), "ifb0": facts(.virtual), "dummy0": facts(.virtual), "x": facts(.virtual, stacked: true)], ["eth0"]
        ),
        ("nothing", ["lo": facts(.loopback)], []),
    ]

    @Test(arguments: cases) func countsNoByteTwice(_ row: (String, [String: InterfaceFacts], Set<String>)) {
        #expect(InterfaceFacts.counted(row.1) == row.2, "\(row.0)")
    }

    @Test func recognisesKinds() throws {
        let net = "sys/class/net"
        let tree = try Tree(
            [
                "\(net)/eth0/ifindex": "2", "\(net)/eth0/iflink": "2", "\(net)/eth0/address": "aa:bb:cc:00:11:22\n",
                "\(net)/eth0/device/x": "",
                "\(net)/br0/ifindex": "3", "\(net)/br0/iflink": "3", "\(net)/br0/uevent": "DEVTYPE=bridge\nINTERFACE=br0\n",
                "\(net)/eth0.7/ifindex": "4", "\(net)/eth0.7/iflink": "2", "\(net)/eth0.7/uevent": "DEVTYPE=vlan\n",
                "\(net)/bond0/ifindex": "5", "\(net)/bond0/iflink": "5", "\(net)/bond0/bonding/slaves": "",
                "\(net)/veth9/ifindex": "6", "\(net)/veth9/iflink": "2", "\(net)/wg0/ifindex": "7", "\(net)/wg0/iflink": "7",
                "\(net)/wg0/type": "65534", "\(net)/lo/ifindex": "1", "\(net)/lo/type": "772", "\(net)/lo/address": "00:00:00:00:00:00",
            ],
            links: ["\(net)/veth9/master": "../br0"])
        var reader = FileReader(root: tree.path + "/")
        let expected: [String: InterfaceKind] = [
            "eth0": .physical, "br0": .bridge, "eth0.7": .vlan, "bond0": .bond, "veth9": .veth, "wg0": .tunnel, "lo": .loopback,
        ]
        for (name, kind) in expected { #expect(reader.interfaceFacts(name).kind == kind, "\(name)") }
        #expect(reader.interfaceFacts("eth0").mac == "aa:bb:cc:00:11:22")
        #expect(reader.interfaceFacts("veth9").master == "br0")
        #expect(reader.interfaceFacts("lo").mac == nil)
    }
}
