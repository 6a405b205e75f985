import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Memory and disk of a node")
struct NodeMemoryTests {
    private func memory(_ text: String) throws -> NodeStatus.Memory { try NodeStatus(answer("{\"memory\":\(text)}")).memory }

    private func choose(
        _ text: String?, rrd: String = "[]", previous: Carried<MemoryUse>? = nil, at now: Timestamp = start
    ) throws -> Figure<MemoryUse> {
        let input = NodeMemory.Input(
            status: try text.map { try memory($0) }, history: try RRDPoint.list(answer(rrd)), previous: previous, now: now)
        return NodeMemory.table.choose(input, at: now)
    }

    @Test(
        "The first source whose meaning is certain gives the use (check 4)",
        arguments: [
            (#"{"total":1000,"used":900,"free":50,"available":400}"#, "[]", "available-field", 600),
            (#"{"total":1000,"used":900,"free":50,"avail":"400"}"#, "[]", "available-field", 600),
            (#"{"total":1000,"used":900,"free":100,"buffers":50,"cached":250}"#, "[]", "derived-free-buffers-cached", 600),
            (#"{"total":1000,"free":100,"available":2000,"cached":300}"#, "[]", "derived-free-buffers-cached", 600),
            (#"{"total":1000,"free":100,"available":0,"cached":300}"#, "[]", "derived-free-buffers-cached", 600),
            (#"{"total":1000,"used":900,"free":100}"#, #"[{"time":1,"memavailable":300}]"#, "rrd-memavailable", 700),
            (#"{"total":1000,"used":900,"free":100}"#, #"[{"time":1,"memused":250,"memtotal":1000}]"#, "rrd-memused", 250),
            (#"{"total":1000,"used":900,"free":100}"#, #"[{"time":1,"memused":250},{"time":2,"memused":null}]"#, "rrd-memused", 250),
            (#"{"total":1073741824,"used":536870912,"free":100}"#, "[]", "derived-total-minus-used", 536_870_912),
            (#"{"total":1073741824,"used":536870912,"free":536870912}"#, "[]", "unavailable", nil),
            (#"{"total":1073741824,"used":536870912,"free":520093697}"#, "[]", "unavailable", nil),
            (#"{"total":1073741824,"used":536870912,"free":520093696}"#, "[]", "derived-total-minus-used", 536_870_912),
            (#"{"total":0,"available":0}"#, "[]", "unavailable", nil), (#"{}"#, "[]", "unavailable", nil),
            (#"{"total":1000,"free":900,"cached":900}"#, "[]", "unavailable", nil),
        ] as [(String, String, String, Int64?)])
    func sources(status: String, rrd: String, source: String, used: Int64?) throws {
        let figure = try choose(status, rrd: rrd)
        #expect(figure.source == source)
        #expect(figure.value?.used == used)
    }

    @Test("Every source that was passed over says why, in their order")
    func reasons() throws {
        let figure = try choose(#"{"total":1000,"used":900,"free":100}"#)
        #expect(
            figure.fallbacks.map(\.source) == [
                "available-field", "derived-free-buffers-cached", "rrd-memavailable", "rrd-memused", "derived-total-minus-used",
                "previous-snapshot",
            ])
        #expect(
            figure.fallbacks.map(\.reason) == [
                "field-missing", "no-buffers-or-cached", "no-history", "no-history", "cache-not-told-apart", "none",
            ])
        #expect(figure.provenance(of: .memory).source == "unavailable")
    }

    @Test("An earlier use stands in for two minutes and keeps its time", arguments: [(120, true), (121, false)] as [(Int64, Bool)])
    func previous(age: Int64, isUsed: Bool) throws {
        let use = try #require(MemoryUse(total: 1000, used: 300))
        let figure = try choose(nil, previous: Carried(use, at: start), at: .after(age))
        #expect((figure.value == use) == isUsed)
        #expect(figure.measuredAt == (isUsed ? start : .after(age)))
        #expect(figure.source == (isUsed ? "previous-snapshot" : "unavailable"))
    }

    @Test("Cache is what can be taken back beyond what is free")
    func cache() throws {
        let figure = try choose(#"{"total":1000,"free":100,"available":400}"#)
        #expect(figure.value?.cache == 300)
        #expect(figure.value?.free == 100)
        #expect(try choose(#"{"total":1000,"available":400}"#).value?.cache == nil)
    }

    @Test("Numbers that no machine has do not overflow")
    func huge() throws {
        let figure = try choose(
            #"{"total":1152921504606846976,"free":1152921504606846976,"buffers":1152921504606846976,"cached":1152921504606846976}"#)
        #expect(figure.source == "unavailable")
        #expect(try choose(#"{"total":9e18,"available":1}"#).source == "unavailable")
    }

    @Test(
        "The disk: root filesystem, then a local storage by rank, then the list",
        arguments: [
            (#"{"total":100,"used":40}"#, [], "rootfs", 40), (#"{"total":100,"avail":70}"#, [], "rootfs", 30),
            (#"{"total":100,"used":140}"#, [], "node-list", 5), ("{}", [], "node-list", 5),
            ("{}", [("tank", "zfspool"), ("local", "dir")], "local-storage", 2),
            ("{}", [("data", "dir"), ("vg", "lvm")], "local-storage", 2),
            ("{}", [("local", "dir"), ("local-lvm", "lvmthin"), ("local-zfs", "zfspool")], "local-storage", 3),
        ] as [(String, [(String, String)], String, Int64)])
    func disk(rootfs: String, storages: [(String, String)], source: String, used: Int64) throws {
        var row = NodeRow(name: "a")
        row.disk = 5
        row.diskTotal = 100
        let status = try NodeStatus(answer("{\"rootfs\":\(rootfs)}"))
        let local = storages.enumerated().map { index, storage in
            var local = NodeSpace.LocalStorage(name: storage.0, type: storage.1)
            local.total = 100
            local.used = Int64(index + 1)
            return local
        }
        let figure = NodeSpace.table.choose(NodeSpace.Input(status: status.rootfs, row: row, storages: local, now: start), at: start)
        #expect(figure.source == source)
        #expect(figure.value?.used == used)
    }
}
