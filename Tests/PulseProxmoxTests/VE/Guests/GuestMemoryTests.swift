import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Memory of a guest")
struct GuestMemoryTests {
    private func row(_ kind: GuestKind = .qemu, status: String = "running", used: Int64? = 3 * gibibyte) -> GuestRow {
        var row = GuestRow(key: GuestKey(kind, 100), node: "a")
        row.status = status
        row.memory = used
        row.memoryTotal = 4 * gibibyte
        return row
    }

    private func input(
        _ row: GuestRow, status: String? = nil, report: String? = nil, at now: Timestamp = start
    ) throws -> GuestMemory.Input {
        var input = GuestMemory.Input(row: row, listedAt: now, now: now)
        input.status = try status.map { Carried(try GuestStatus(answer($0)), at: now) }
        input.agentReport = report.flatMap { GuestMemoryReport(procMeminfo: $0) }.map { Carried($0, at: now) }
        return input
    }

    private static let proc = "MemTotal: 4194304 kB\nMemFree: 1048576 kB\nMemAvailable: 3145728 kB\n"
    private static let oldProc = "MemTotal: 4194304 kB\nMemFree: 1048576 kB\nBuffers: 524288 kB\nCached: 524288 kB\n"

    @Test(
        "The first source that can tell gives the use",
        arguments: [
            (#"{"meminfo":{"total":4294967296,"available":1073741824,"free":5}}"#, nil, "meminfo-available", 3 << 30),
            (#"{"meminfo":{"total":4294967296,"free":1073741824,"cached":1073741824}}"#, nil, "meminfo-free-buffers-cached", 2 << 30),
            (#"{"meminfo":{"total":1000,"free":900,"cached":900,"used":100}}"#, nil, "status-mem", nil),
            (#"{"mem":1073741824,"freemem":5}"#, proc, "guest-agent-meminfo", 1 << 30),
            (#"{"mem":1073741824,"freemem":5}"#, oldProc, "guest-agent-meminfo", 2 << 30),
            (#"{"meminfo":{"total":4294967296,"used":1073741824,"free":1073741824}}"#, nil, "meminfo-total-minus-used", 1 << 30),
            (#"{"freemem":1073741824,"ballooninfo":{"total_mem":3221225472,"free_mem":1073741824}}"#, nil, "freemem", 2 << 30),
            (#"{"freemem":1073741824}"#, nil, "freemem", 3 << 30),
            (#"{"mem":1073741824}"#, nil, "status-mem", 1 << 30), (#"{"mem":9999999999}"#, nil, "status-mem", 4 << 30),
            (nil, nil, "cluster-resources", 3 << 30),
        ] as [(String?, String?, String, Int64?)])
    func sources(status: String?, report: String?, source: String, used: Int64?) throws {
        let figure = GuestMemory.machine(try input(row(), status: status, report: report))
        // A report that contradicts itself is passed over; nothing else knows there.
        #expect(figure.source == (used == nil ? "cluster-resources" : source))
        if let used { #expect(figure.value?.used == used) }
    }

    @Test("When the platform takes everything for used, the guest's own word comes first")
    func blind() throws {
        let status = #"{"mem":4294967296,"meminfo":{"total":4294967296,"available":1,"free":1}}"#
        let figure = GuestMemory.machine(try input(row(used: 4 * gibibyte), status: status, report: Self.proc))
        #expect(figure.source == "guest-agent-meminfo")
        #expect(figure.fallbacks.isEmpty)
        let balloon = #"{"mem":4294967296,"freemem":1,"meminfo":{"total":4294967296,"available":1,"free":1}}"#
        #expect(GuestMemory.machine(try input(row(used: 4 * gibibyte), status: balloon, report: Self.proc)).source == "meminfo-available")
    }

    @Test("What is switched off uses nothing", arguments: [GuestKind.qemu, .lxc])
    func poweredOff(kind: GuestKind) throws {
        let input = try input(row(kind, status: "stopped"))
        let figure = kind == .qemu ? GuestMemory.machine(input) : GuestMemory.container(input)
        #expect(figure.source == "powered-off")
        #expect(figure.value?.used == 0)
        #expect(figure.value?.total == 4 * gibibyte)
    }

    @Test("A container's use is held to its total; a guest that is not heard has none")
    func container() throws {
        #expect(GuestMemory.container(try input(row(.lxc, used: 9 * gibibyte))).value?.used == 4 * gibibyte)
        #expect(GuestMemory.container(try input(row(.lxc, status: "unknown", used: nil))).value == nil)
        #expect(GuestMemory.machine(try input(row(status: "unknown", used: nil))).source == "unavailable")
    }

    @Test(
        "A source that counts cache does not make the use jump for a while",
        arguments: [
            (50.0, 60, false, true), (50, 121, false, false), (50, 121, true, true), (50, 601, true, false), (71, 60, false, false),
            (69, 60, false, true),
        ] as [(Double, Int64, Bool, Bool)])
    func jump(percent: Double, age: Int64, agentAnswers: Bool, keeps: Bool) throws {
        let trusted = try #require(MemoryUse(total: 4 * gibibyte, used: Int64(Double(4 * gibibyte) * percent / 100)))
        var input = try input(row(), at: .after(age))
        input.previous = Carried(trusted, at: start)
        input.isAgentAnswering = agentAnswers
        let figure = GuestMemory.machine(input)
        #expect(figure.source == (keeps ? "previous-snapshot" : "cluster-resources"))
        #expect(figure.value == (keeps ? trusted : MemoryUse(total: 4 * gibibyte, used: 3 * gibibyte)))
        if keeps {
            #expect(figure.measuredAt == start)
            #expect(figure.fallbacks.last == .init(source: "cluster-resources", reason: "low-trust-jump"))
        }
        #expect(!GuestMemory.isTrusted(figure))
    }

    @Test("A status and a report of long ago say nothing")
    func stale() throws {
        var input = try input(row(), status: #"{"freemem":5}"#, report: Self.proc)
        input.now = .after(151)
        let figure = GuestMemory.machine(input)
        #expect(figure.source == "cluster-resources")
        #expect(figure.fallbacks.contains(.init(source: "guest-agent-meminfo", reason: "too-old")))
        #expect(figure.fallbacks.contains(.init(source: "freemem", reason: "status-too-old")))
    }
}
