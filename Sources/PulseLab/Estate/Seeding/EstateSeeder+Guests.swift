import PulseCore

extension EstateSeeder {
    mutating func guests(_ boots: [Double]) -> [LabGuest] {
        (0..<plan.guests).map { guest($0, boots) }
    }

    private mutating func guest(_ index: Int, _ boots: [Double]) -> LabGuest {
        let offset = plan.index * 7
        let role = GuestRole.catalog[(index + offset) % GuestRole.catalog.count]
        let round = (index + offset) / GuestRole.catalog.count - offset / GuestRole.catalog.count
        let home = index % max(plan.nodes, 1)
        let isTemplate = index % 47 == 46
        let isOn = !isTemplate && !isStopped(index)
        // Containers from images came with version 9.1; before, such a service is an ordinary container.
        let isOCI = role.isOCI && plan.version.isNine
        let boot = boots[home]
        let started = max(
            boot + Double.random(in: 15...120, using: &random).rounded(),
            epoch - Double.random(in: 7_300...40 * 86_400, using: &random).rounded())
        let loadRhythm = rhythm(role.load, daily: 0.35, restless: 0.4)
        let traffic = role.traffic * Double.random(in: 0.5...1.6, using: &random)
        let netIn = rhythm(traffic, daily: 0.45, restless: 0.4)
        let netOut = rhythm(traffic * Double.random(in: 0.4...1.4, using: &random), daily: 0.45, restless: 0.4)
        let read = rhythm(traffic * 0.4 + 20_000, daily: 0.3, restless: 0.45)
        let written = rhythm(traffic * 0.3 + 45_000, daily: 0.25, restless: 0.45)
        let tide = Tide(at: started)
        let baseline = SIMD4(netIn.total(tide), netOut.total(tide), read.total(tide), written.total(tide))
        return LabGuest(
            vmid: 100 + index, name: name(role, round, isTemplate), kind: role.kind, home: home, cores: role.cores,
            memory: Int64(role.memory) * Size.gibi, swap: role.kind == .lxc ? Size.gibi / 2 : 0, disk: Int64(role.disk) * Size.gibi,
            volumes: role.disk >= 400 ? [Int64(role.disk) * Size.gibi / 2] : [],
            diskUse: rhythm(diskShare(index), daily: 0.004, restless: 0.01), storage: storage(of: role), isTemplate: isTemplate, isOn: isOn,
            isOCI: isOCI, tags: tags(role, index), pool: role.pool, agent: agent(role, index),
            system: isOCI || !role.isOCI ? role.system : .debianContainer, isStartedAtBoot: isOn, isBackedUp: index % 5 != 3, mac: mac(),
            address: "10.\(theme.network).\(index / 250).\(index % 250 + 4)", bootedAt: started,
            rebootPeriod: rebootPeriod(index),
            secondHome: plan.nodes > 1 && !plan.isSteady && role.kind == .qemu && index % 29 == 13 ? (home + 1) % plan.nodes : nil,
            snapshots: snapshots(index, role), load: loadRhythm,
            burst: Burst(seed: random.next(), rarity: plan.isSteady ? .max : index % 9 == 0 ? 6 : 40),
            memoryUse: rhythm(memoryShare(index), daily: 0.06, restless: 0.08), netIn: netIn, netOut: netOut, diskRead: read,
            diskWrite: written, baseline: baseline, isHighlyAvailable: hasCeph && role.tags.contains("critical"))
    }

    private mutating func rebootPeriod(_ index: Int) -> Double? {
        guard index % 31 == 17 else { return nil }
        let period = Double.random(in: 5...30, using: &random).rounded() * 3600
        return plan.isSteady ? nil : period
    }

    /// A given share is spread evenly.
    private mutating func isStopped(_ index: Int) -> Bool {
        guard let share = plan.stoppedShare else { return index >= 4 && chance(12) }
        return (Double(index + 1) * share).rounded(.down) > (Double(index) * share).rounded(.down)
    }

    private func name(_ role: GuestRole, _ round: Int, _ isTemplate: Bool) -> String {
        if isTemplate { return "tpl-\(role.system.id)-\(role.name)" }
        return round == 0 ? role.name : "\(role.name)-\(round + 1)"
    }

    private mutating func diskShare(_ index: Int) -> Double {
        index % 23 == 7 ? 0.94 : Double.random(in: 0.18...0.78, using: &random)
    }
    private mutating func memoryShare(_ index: Int) -> Double {
        index % 19 == 11 ? 0.91 : Double.random(in: 0.25...0.75, using: &random)
    }

    private func tags(_ role: GuestRole, _ index: Int) -> [String] {
        var tags = role.tags
        if index % 17 == 5 { tags.append("pulse-no-alerts") }
        return tags.sorted()
    }

    private mutating func agent(_ role: GuestRole, _ index: Int) -> LabGuest.Agent {
        guard role.kind == .qemu, role.system.id != "freebsd" else { return .absent }
        if index % 13 == 8 { return .silent }
        return index < 6 || !chance(12) ? .answering : .absent
    }

    private func storage(of role: GuestRole) -> String {
        if hasCeph, role.kind == .qemu { return "ceph-vm" }
        return theme.hasZFS ? "local-zfs" : "local-lvm"
    }

    private func snapshots(_ index: Int, _ role: GuestRole) -> [LabGuest.Snapshot] {
        guard index % 6 == 2 else { return [] }
        let before = LabGuest.Snapshot(name: "before-upgrade", description: "Before the upgrade", age: 1_900_000, hasMemory: false)
        guard index % 12 == 2 else { return [before] }
        return [
            before,
            LabGuest.Snapshot(name: "clean-state", description: "", age: 260_000, hasMemory: role.kind == .qemu),
        ]
    }
}
