import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Wire: guests")
struct GuestWireTests {
    @Test("Guests, nodes and storages of one list; pools are passed over")
    func resources() throws {
        let all = try ClusterResources(
            answer(
                """
                [{"type":"qemu","id":"qemu/100","vmid":100,"node":"a","name":"web","status":"running","cpu":0.5,"maxcpu":2,"mem":"1","maxmem":2,
                  "memhost":3,"netin":10,"netout":11,"diskread":12,"diskwrite":13,"uptime":99,"tags":"b;a;b","pool":"p","lock":"backup","template":0},
                {"id":"lxc/101","node":"b","status":"stopped","template":"1"},
                {"type":"qemu","node":"a","name":"who"},{"type":"qemu","vmid":5},{"type":"lxc","vmid":-1,"node":"a"},
                {"type":"node","node":"a","status":"online","maxcpu":4,"cpu":0.1},{"type":"node","id":"node/b"},
                {"type":"storage","storage":"local","node":"a","plugintype":"dir","disk":1,"maxdisk":2,"shared":0,"status":"available"},
                {"type":"pool","pool":"p"},{"type":"sdn","sdn":"z","node":"a"},"text",{}]
                """))
        #expect(all.guests.rows.map(\.key) == [GuestKey(.qemu, 100), GuestKey(.lxc, 101)])
        #expect(all.guests.skipped == 5)
        let web = all.guests.rows[0]
        #expect(web.tags == ["b", "a"])
        #expect(web.hostMemory == 3)
        #expect(web.counters.diskWrite == 13)
        #expect(web.lock == "backup")
        #expect(web.pool == "p")
        #expect(!web.isTemplate)
        #expect(all.guests.rows[1].isTemplate)
        #expect(all.nodes.map(\.name) == ["a", "b"])
        #expect(all.nodes[0].processors == 4)
        #expect(all.storages.map(\.name) == ["local"])
        #expect(all.storages[0].total == 2)
    }

    @Test("The lists of a node name neither node nor kind")
    func nodeList() throws {
        let list = try GuestRow.nodeList(
            answer(#"[{"vmid":"100","status":"running","cpus":2,"pressurecpusome":1.5},{"name":"x"}]"#), kind: .lxc, node: "n")
        #expect(list.rows.map(\.key) == [GuestKey(.lxc, 100)])
        #expect(list.rows[0].node == "n")
        #expect(list.rows[0].processors == 2)
        #expect(list.rows[0].pressure.cpuSome == 1.5)
        #expect(list.skipped == 1)
    }

    @Test(
        "Tags",
        arguments: [("a;b", ["a", "b"]), ("a,b a", ["a", "b"]), ("", []), (nil, []), (";;", [])] as [(String?, [String])])
    func tags(text: String?, tags: [String]) { #expect(GuestTags.split(text) == tags) }

    @Test(
        "Whether the agent is switched on",
        arguments: [
            ("1", true), ("\"1\"", true), ("true", true), ("0", false), ("\"enabled=1,fstrim_cloned_disks=1\"", true),
            ("\"enabled=0\"", false),
            ("\"0,type=virtio\"", false), ("null", nil), ("{}", nil),
        ] as [(String, Bool?)])
    func agentSetting(text: String, isOn: Bool?) throws { #expect(try GuestStatus(answer("{\"agent\":\(text)}")).hasAgent == isOn) }

    @Test("A container's configuration")
    func configuration() throws {
        let config = try ContainerConfiguration(
            answer(
                """
                {"hostname":"ct","ostype":"ubuntu","onboot":1,"rootfs":"local-lvm:vm-101-disk-0,size=8G","mp10":"/srv/b,mp=/b","mp2":"tank:sub,mp=/a,size=512M",
                "net1":"name=eth1,bridge=vmbr1,hwaddr=BC:24:11:2E:C5:7F,ip=dhcp,ip6=auto","net0":"name=eth0,hwaddr=BC:24:11:2E:C5:7E,ip=10.0.0.5/24,ip6=fd00::5/64",
                "net2":"bridge=vmbr0","mp3":17,"lock":"snapshot"}
                """))
        #expect(config.mounts.map(\.path) == ["/", "/a", "/b"])
        #expect(config.mounts.map(\.size) == [8 * gibibyte, 512 << 20, nil])
        #expect(config.mounts[2].volume == "/srv/b")
        #expect(config.interfaces.map(\.name) == ["eth0", "eth1"])
        #expect(config.interfaces[0].addresses == ["10.0.0.5/24", "fd00::5/64"])
        #expect(config.interfaces[0].mac == "bc:24:11:2e:c5:7e")
        #expect(config.interfaces[1].addresses.isEmpty)
        #expect(config.startsOnBoot == true)
        #expect(config.lock == "snapshot")
    }

    @Test("Interfaces in both forms, without loopback and link-local addresses")
    func interfaces() throws {
        let container = try GuestInterface.containerList(
            answer(
                #"[{"name":"lo","inet":"127.0.0.1/8"},{"name":"eth0","hwaddr":"BC:24:11:89:67:07","inet":"192.168.3.95/22","inet6":"fe80::1/64","ip-addresses":[{"ip-address":"192.168.3.95","prefix":"22"}]},{"hwaddr":"x"}]"#
            ))
        #expect(container.rows.count == 2)
        #expect(container.rows[0].isLoopback)
        #expect(container.rows[0].addresses.isEmpty)
        #expect(container.rows[1].addresses == ["192.168.3.95/22"])
        #expect(container.rows[1].mac == "bc:24:11:89:67:07")
        let agent = try GuestInterface.agentList(
            agentAnswer(
                #"[{"name":"eth0","hardware-address":"BC:24:11:2E:C5:4A","ip-addresses":[{"ip-address":"10.0.0.10","prefix":24},{"ip-address":"169.254.1.1","prefix":16}],"statistics":{"rx-bytes":5,"tx-bytes":6}}]"#
            ))
        #expect(agent.rows.first?.addresses == ["10.0.0.10/24"])
        #expect(agent.rows.first?.received == 5)
        #expect(agent.rows.first?.sent == 6)
    }

    @Test("/proc/meminfo through the agent")
    func procMeminfo() throws {
        let text =
            #"{"content":"MemTotal:        2048 kB\nMemFree: 512 kB\nMemAvailable: 1024 kB\nBuffers: 1 kB\nCached: 2 kB\nSReclaimable: 3 kB\nBroken\n: 5 kB\nHuge: 99999999999999999999 kB\n","truncated":0}"#
        let report = try #require(try GuestMemoryReport.fileRead(answer(text)))
        #expect(report.total == 2_097_152)
        #expect(report.available == 1_048_576)
        #expect(report.reclaimable == 3072)
        #expect(try GuestMemoryReport.fileRead(answer(#"{"content":"hello world\n","truncated":0}"#)) == nil)
        #expect(try GuestMemoryReport.fileRead(answer("null")) == nil)
    }

    @Test("The system and the version of the agent")
    func system() throws {
        let system = try GuestSystem(agentAnswer(#"{"pretty-name":"Debian 12","version-id":"12","kernel-release":"6.1"}"#))
        #expect(system.name == "Debian 12")
        #expect(system.version == "12")
        #expect(try GuestSystem(agentAnswer("{}")).isEmpty)
        #expect(try GuestSystem.agentVersion(agentAnswer(#"{"version":"7.2.0","supported_commands":[]}"#)) == "7.2.0")
    }

    @Test(
        "Sizes of volumes",
        arguments: [
            ("8G", 8 << 30), ("512M", 512 << 20), ("1.5K", 1536), ("4T", 4 << 40), ("77", 77), ("", nil), ("G", nil), ("-1G", nil),
            ("1e40T", nil),
        ]
            as [(String, Int64?)])
    func sizes(text: String, size: Int64?) { #expect(PropertyList.size(text) == size) }
}
