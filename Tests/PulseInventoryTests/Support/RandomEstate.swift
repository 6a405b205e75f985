import PulseCore

@testable import PulseInventory

/// Machines seen through several sources, with guests and disks; each machine gives the same evidence whenever it is seen.
struct RandomEstate {
    var generator: SeededGenerator
    let machines: Int
    /// Hosts and disks come and go, not only guests. What was once seen together is remembered, so then the order matters.
    var losesHosts: Bool

    init(seed: UInt64, machines: Int = 6, losesHosts: Bool = true) {
        self.losesHosts = losesHosts
        generator = SeededGenerator(seed: seed)
        self.machines = machines
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

    /// One observation of a random source at the moment.
    mutating func observation(at moment: Timestamp) -> Observation {
        let machine = Int.random(in: 0..<machines, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return observation(.agent, "agent\(machine)", agentRows(machine), moment)
        case 1: return observation(.docker, "docker\(machine)", [dockerHost(machine)], moment)
        default: return observation(.proxmox, "pve\(machine % 2)", proxmoxRows(machine % 2), moment)
        }
    }

    private mutating func observation(_ kind: SourceKind, _ scope: String, _ rows: [ObservedResource], _ moment: Timestamp) -> Observation {
        let kept = rows.filter { chance(90) || (!losesHosts && $0.kind != .vm) }.shuffled(using: &generator)
        let completeness: Observation.Completeness = chance(70) ? .everything : chance(50) ? .partial : .kinds([.vm])
        return Observation(source: SourceScope(kind, scope), at: moment, resources: kept, completeness: completeness)
    }

    private mutating func agentRows(_ machine: Int) -> [ObservedResource] {
        // Odd machines have no machine id; the third has nothing but its name.
        let id = machine % 2 == 0 ? "machine-\(machine)" : nil
        let mac = machine % 3 == 0 ? nil : "aa:00:00:00:00:0\(machine)"
        var host = Estate.agent("a\(machine)", host: "host\(machine)", machine: id, ip: machine == 4 ? "10.0.0.4" : nil, mac: mac)
        host.metrics.cpu = Double(Int.random(in: 0...100, using: &generator))
        host.samples = [Sample(.cpu, host.metrics.cpu ?? 0)]
        return [host, Estate.disk("a\(machine)-sda", serial: "SERIAL\(machine)", on: "a\(machine)")]
    }

    private func dockerHost(_ machine: Int) -> ObservedResource {
        Estate.agent(
            "d\(machine)", host: "host\(machine).lan", machine: machine % 4 == 0 ? "machine-\(machine)" : nil, ip: "10.0.0.\(machine)")
    }

    private mutating func proxmoxRows(_ connection: Int) -> [ObservedResource] {
        var rows: [ObservedResource] = []
        let nodes = (0..<machines).filter { $0 % 2 == connection }
        for node in nodes {
            rows.append(Estate.node("pve\(connection)", "host\(node)", ip: "10.0.0.\(node)", mac: "AA-00-00-00-00-0\(node)"))
            rows.append(Estate.disk("pve\(connection)-host\(node)--dev-sda", serial: "SERIAL\(node)", on: "pve\(connection)-host\(node)"))
        }
        for vmid in 0..<4 {
            let node = nodes.randomElement(using: &generator) ?? 0
            rows.append(Estate.guest("pve\(connection)", "host\(node)", 100 + vmid, name: "guest\(vmid)"))
        }
        return rows
    }
}
