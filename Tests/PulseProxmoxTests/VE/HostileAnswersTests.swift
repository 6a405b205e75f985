import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

/// Answers as no version would give them: every value may be anything. Nothing may trap, hang, or give a figure that cannot be.
@Suite("Hostile answers")
struct HostileAnswersTests {
    private static let names = [
        "type", "id", "vmid", "node", "name", "status", "cpu", "maxcpu", "mem", "maxmem", "memhost", "disk", "maxdisk", "netin", "netout",
        "diskread", "diskwrite", "uptime", "template", "tags", "pool", "lock", "plugintype", "storage", "shared", "freemem", "agent",
        "ballooninfo", "meminfo", "total", "used", "free", "available", "avail", "buffers", "cached", "total_mem", "free_mem", "balloon",
        "memory", "swap", "rootfs", "loadavg", "cpuinfo", "qmpstatus", "time", "memused", "memavailable", "memtotal", "result",
        "mountpoint",
        "total-bytes", "used-bytes", "ip-addresses", "ip-address", "prefix", "inet", "hwaddr", "rootfs", "mp0", "net0", "ostype", "content",
        "data", "metric", "timestamp", "value", "tag-style", "pressurecpusome", "maxswap", "disk",
    ]
    private static let scalars = [
        "0", "-1", "1", "100", "9223372036854775807", "-9223372036854775808", "1152921504606846976", "1e308", "-1e308", "1e-300", "nan",
        "-inf", "null", "true", "false", "\"\"", "\"qemu\"", "\"lxc\"", "\"node\"", "\"storage\"", "\"qemu/100\"", "\"running\"",
        "\"online\"",
        "\"unknown\"", "\"a\"", "\"9,999,999,999,999,999,999\"",
        "\"MemTotal: 4503599627370496 kB\\nMemFree: 4503599627370496 kB\\nCached: 4503599627370496 kB\\n\"",
        "\"name=eth0,ip=::/0,size=9e99T\"", "\"node/a\"", "\"mem_used\"", "\"ext4\"", "\"/\"", "\"\\ud800\"",
    ]

    private static let sizes = [
        "0", "-1", "100", "1152921504606846976", "9e18", "9e18", "1e308", "\"9,000,000,000,000,000,000\"", "null", "{}",
    ]

    /// An object in which nearly every one of these fields is there, and a size of some kind.
    private func filled(_ names: [String], _ random: inout SeededGenerator) -> String {
        let members = names.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }.map { name in
            "\"\(name)\":\(Self.sizes[Int.random(in: 0..<Self.sizes.count, using: &random)])"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    private func status(_ random: inout SeededGenerator) -> String {
        let memory = filled(["total", "used", "free", "available", "buffers", "cached"], &random)
        let balloon = filled(["total_mem", "free_mem", "actual"], &random)
        let space = filled(["total", "used", "avail", "free"], &random)
        let rest = filled(["cpu", "mem", "maxmem", "freemem", "netin", "diskread", "uptime", "maxswap", "swap"], &random).dropFirst()
        return "{\"agent\":1,\"memory\":\(memory),\"meminfo\":\(memory),\"ballooninfo\":\(balloon),\"swap\":\(space),\"rootfs\":\(space)"
            + (rest == "}" ? "}" : "," + rest)
    }

    private func value(_ random: inout SeededGenerator, depth: Int) -> String {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<2 where depth > 0:
            return "[" + (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(&random, depth: depth - 1) }.joined(separator: ",")
                + "]"
        case 2..<4 where depth > 0: return object(&random, depth: depth - 1)
        default: return Self.scalars[Int.random(in: 0..<Self.scalars.count, using: &random)]
        }
    }

    private func object(_ random: inout SeededGenerator, depth: Int) -> String {
        let members = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
            "\"\(Self.names[Int.random(in: 0..<Self.names.count, using: &random)])\":\(value(&random, depth: depth))"
        }
        return "{" + members.joined(separator: ",") + "}"
    }

    /// A row that names a guest, so that the rest of it matters.
    private func guestRow(_ random: inout SeededGenerator) -> String {
        let kind = Bool.random(using: &random) ? "qemu" : "lxc"
        let fields = ["cpu", "maxcpu", "mem", "maxmem", "memhost", "disk", "maxdisk", "netin", "netout", "diskread", "diskwrite", "uptime"]
        let rest = (Bool.random(using: &random) ? filled(fields, &random) : object(&random, depth: 1)).dropFirst()
        return "{\"type\":\"\(kind)\",\"vmid\":\(Int.random(in: 100..<110, using: &random)),\"node\":\"a\",\"status\":\"running\""
            + (rest == "}" ? "}" : "," + rest)
    }

    private func body(of kind: DetailCall.Kind, _ random: inout SeededGenerator) -> [UInt8] {
        switch kind {
        case .machineStatus, .containerStatus:
            answer(Int.random(in: 0..<4, using: &random) == 0 ? object(&random, depth: 3) : status(&random))
        case .filesystems:
            agentAnswer(
                "["
                    + (0..<4).map {
                        "{\"mountpoint\":\"/\($0)\",\"type\":\"ext4\"," + filled(["total-bytes", "used-bytes"], &random).dropFirst()
                    }.joined(separator: ",").replacing(",}", with: "}") + "]")
        case .memory: answer(object(&random, depth: 2))
        case .interfaces, .system, .agentVersion: agentAnswer(value(&random, depth: 3))
        case .containerConfiguration, .containerInterfaces, .machineConfiguration: answer(value(&random, depth: 3))
        }
    }

    private func check(_ resource: ObservedResource) {
        for percent in [resource.metrics.cpu, resource.metrics.memory?.percent, resource.metrics.disk?.percent] {
            if let percent { #expect((0...100).contains(percent)) }
        }
        for rate in [resource.metrics.netIn, resource.metrics.netOut, resource.metrics.diskRead, resource.metrics.diskWrite] {
            if let rate { #expect(rate.isFinite && rate >= 0) }
        }
        #expect(resource.samples.allSatisfy { $0.value.isFinite && $0.value >= 0 })
        #expect(Set(resource.provenance.map(\.metric)).count == resource.provenance.count)
    }

    @Test("Guests of hostile lists and details", arguments: [1, 2, 3, 4] as [UInt64])
    func guests(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var roster = GuestRoster()
        var details = GuestDetails()
        var mapping = GuestMapping()
        var presence = NodePresence(interval: .seconds(10))
        var now = start
        for _ in 0..<60 {
            now = now + .seconds(Int64.random(in: 0...40, using: &random))
            _ = presence.handle(.listed(["a": Bool.random(using: &random)]), at: now)
            let rows = (0..<8).map { _ in Int.random(in: 0..<4, using: &random) == 0 ? object(&random, depth: 2) : guestRow(&random) }
            let list = try ClusterResources(answer("[" + rows.joined(separator: ",") + "]")).guests
            let shown = roster.take(list, presence: presence, at: now)
            for call in details.due(at: now, guests: shown.map(\.row)) {
                let body = body(of: call.kind, &random)
                let failure = ProxmoxFailure(.guestAgent(.notRunning), status: 500, path: call.path)
                details.took(call, Int.random(in: 0..<6, using: &random) == 0 ? .failure(failure) : .success(body), at: now)
            }
            let resources = mapping.resources(shown, details: details, presence: presence, scope: InstanceScope(instance: "pve"), at: now)
            #expect(resources.count == shown.count)
            for resource in resources { check(resource) }
        }
    }

    @Test("Nodes of hostile lists, statuses and histories", arguments: [5, 6, 7, 8] as [UInt64])
    func nodes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var mapping = NodeMapping()
        var now = start
        let states: [NodePresence.State] = [.online, .grace, .offline]
        for _ in 0..<250 {
            now = now + .seconds(Int64.random(in: 0...40, using: &random))
            var sight = NodeSight(name: "a", presence: states[Int.random(in: 0..<3, using: &random)])
            sight.row = try NodeRow.list(answer("[" + object(&random, depth: 1) + "]")).rows.first
            sight.status = Int.random(in: 0..<4, using: &random) > 0 ? try NodeStatus(answer(status(&random))) : nil
            sight.history = try RRDPoint.list(answer("[" + object(&random, depth: 1) + "," + object(&random, depth: 1) + "]"))
            check(mapping.resource(sight, scope: InstanceScope(instance: "pve"), at: now))
            _ = try ClusterStatus(answer(value(&random, depth: 4)))
            _ = try ClusterOptions.tagStyle(answer(object(&random, depth: 3)))
            _ = try MetricsExport(answer(object(&random, depth: 4)))
        }
    }
}
