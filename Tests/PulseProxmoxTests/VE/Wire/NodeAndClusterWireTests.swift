import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Wire: nodes and cluster")
struct NodeAndClusterWireTests {
    @Test("A row of /nodes, whatever types its numbers have (check 20)")
    func nodeRow() throws {
        let plain = try NodeRow.list(
            answer(
                #"[{"node":"pve1","status":"online","cpu":0.25,"maxcpu":8,"mem":1024,"maxmem":8589934592,"disk":1,"maxdisk":2,"uptime":60}]"#
            ))
        let texts = try NodeRow.list(
            answer(
                #"[{"node":"pve1","status":"online","cpu":"0.25","maxcpu":"8","mem":"1,024","maxmem":"8589934592","disk":"1","maxdisk":2.0,"uptime":"60"}]"#
            ))
        #expect(plain == texts)
        #expect(plain.rows.first?.memoryTotal == 8_589_934_592)
        #expect(plain.rows.first?.isOnline == true)
    }

    @Test("A wrong field costs the field, a row without a name the row, another answer everything")
    func tolerance() throws {
        let list = try NodeRow.list(
            answer(#"[{"node":"a","cpu":{"x":1},"mem":-5,"uptime":null,"maxmem":"lots"},{"status":"online"},17,null,{"id":"node/b"}]"#))
        #expect(list.rows.map(\.name) == ["a", "b"])
        #expect(list.skipped == 3)
        #expect(list.rows[0].cpu == nil)
        #expect(list.rows[0].memory == 0)
        #expect(list.rows[0].uptime == nil)
        #expect(list.rows[0].memoryTotal == nil)
        #expect(try NodeRow.list(answer("null")).isAbsent)
        #expect(try NodeRow.list(answer("{}")).isAbsent)
        #expect(try !NodeRow.list(answer("[]")).isAbsent)
        #expect(throws: JSONFailure.self) { try NodeRow.list(Array("<html>".utf8)) }
    }

    @Test("A node's status")
    func status() throws {
        let status = try NodeStatus(
            answer(
                """
                {"cpu":0.5,"memory":{"total":100,"used":60,"free":10,"avail":"40","buffers":5,"cached":20},"swap":{"total":8,"used":2,"free":6},
                "rootfs":{"total":50,"used":20,"avail":28,"free":30},"loadavg":["0.15","0.25","0.30"],"kversion":"Linux 6","uptime":9,
                "pveversion":"pve-manager/8.4-1/x","cpuinfo":{"model":"Xeon","cores":4,"cpus":8,"sockets":1,"mhz":"2400.000"}}
                """))
        #expect(status.cpu == 0.5)
        #expect(status.memory.available == 40)
        #expect(status.swap.used == 2)
        #expect(status.rootfs.available == 28)
        #expect(status.loadAverage == [0.15, 0.25, 0.3])
        #expect(status.processor.cpus == 8)
        #expect(status.processor.mhz == "2400.000")
        #expect(try NodeStatus(answer(#"{"loadavg":["0.1",null,"0.3"],"memory":[]}"#)) == NodeStatus())
        #expect(try NodeStatus(answer("null")) == NodeStatus())
    }

    @Test("Membership and quorum")
    func clusterStatus() throws {
        let status = try ClusterStatus(
            answer(
                """
                [{"type":"cluster","name":"lab","quorate":1,"nodes":2},{"type":"node","name":"a","nodeid":1,"ip":"10.0.0.1","online":1,"local":1},
                {"type":"node","name":"b","nodeid":"2","ip":"10.0.0.2","online":"0","local":0},{"type":"node"}]
                """))
        #expect(status.name == "lab")
        #expect(status.isQuorate == true)
        #expect(status.members.map(\.name) == ["a", "b"])
        #expect(status.members.map(\.isOnline) == [true, false])
        #expect(status.members.map(\.number) == [1, 2])
        #expect(status.members.first?.isLocal == true)
        #expect(try ClusterStatus(answer(#"[{"type":"node","name":"solo","online":1,"local":1}]"#)).name == nil)
    }

    @Test(
        "The look of tags",
        arguments: [
            (
                #"{"tag-style":"color-map=prod:ff0000;db:00FF00:ffffff,case-sensitive=1,shape=dense"}"#,
                ["prod": "#ff0000", "db": "#00ff00:#ffffff"], true, "dense"
            ),
            (#"{"tag-style":{"color-map":"prod:ff0000","shape":"full","case-sensitive":false}}"#, ["prod": "#ff0000"], false, "full"),
            (#"{"tag-style":"color-map=bad:zzz;x;:;a:b:c:d"}"#, [:], false, nil), (#"{"console":"html5"}"#, [:], false, nil),
            ("null", [:], false, nil),
        ] as [(String, [String: String], Bool, String?)])
    func tagStyle(text: String, colors: [String: String], isCaseSensitive: Bool, shape: String?) throws {
        let style = try ClusterOptions.tagStyle(answer(text))
        #expect(style.colors == colors)
        #expect(style.isCaseSensitive == isCaseSensitive)
        #expect(style.shape == shape)
    }

    @Test("History of a node: oldest first, unknown values absent")
    func rrd() throws {
        let points = try RRDPoint.list(
            answer(
                #"[{"time":120,"memused":5,"memtotal":10,"netin":1.5},{"time":60,"cpu":0.1,"memavailable":4,"netin":null},{"cpu":1},{"time":"soon"}]"#
            ))
        #expect(points.map(\.at) == [Timestamp(seconds: 60), Timestamp(seconds: 120)])
        #expect(points[0].memoryAvailable == 4)
        #expect(points[0].netIn == nil)
        #expect(points[1].memoryUsed == 5)
        #expect(points[1].netIn == 1.5)
    }

    @Test("Exported metrics by object and figure, gauges and counters told apart")
    func export() throws {
        let export = try MetricsExport(
            answer(
                """
                {"data":[{"id":"node/pve1","metric":"net_in","timestamp":1700000000,"type":"derive","value":1000},
                {"id":"node/pve1","metric":"cpu_current","timestamp":1700000000,"type":"gauge","value":0.5},
                {"id":"qemu/100","metric":"mem_used","timestamp":1700000010,"type":"gauge","value":"2048"},
                {"id":"lxc/101","metric":"pressure_cpu_some","timestamp":1700000010,"type":"gauge","value":3.5},
                {"id":"storage/pve1/local","metric":"disk_used","timestamp":1700000010,"type":"gauge","value":7},
                {"id":"sdn/x","metric":"disk_used","timestamp":1,"type":"gauge","value":7},
                {"id":"qemu/100","metric":"mood","timestamp":1,"type":"gauge","value":7},
                {"id":"qemu/100","metric":"mem_total","timestamp":1,"type":"gauge","value":null}]}
                """))
        #expect(export.values.count == 4)
        #expect(export.skipped == 3)
        let node = try #require(export.values[.node("pve1")])
        #expect(node.map(\.figure) == [.netIn, .cpu])
        #expect(node.map(\.isCounter) == [true, false])
        #expect(export.values[.guest(GuestKey(.qemu, 100))]?.first?.value == 2048)
        #expect(export.values[.guest(GuestKey(.lxc, 101))]?.first?.figure == .pressureCPUSome)
        #expect(export.values[.storage(node: "pve1", name: "local")]?.first?.value == 7)
    }
}
