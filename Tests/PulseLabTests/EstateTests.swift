import PulseCore
import Testing

@testable import PulseLab

struct EstateTests {
    private static let epoch = Timestamp(seconds: 1_763_950_000)
    private func estate(nodes: Int = 4, guests: Int = 60, seed: UInt64 = 1) -> LabEstate {
        LabEstate(EstatePlan(seed: seed, nodes: nodes, guests: guests, epoch: Self.epoch))
    }

    @Test func theSamePlanGivesTheSameEstate() {
        let moment = estate().moment(at: Self.epoch)
        #expect(moment.guests == estate().moment(at: Self.epoch).guests)
        #expect(moment.nodes == estate().moment(at: Self.epoch).nodes)
        #expect(moment.guests != estate(seed: 2).moment(at: Self.epoch).guests)
    }

    private func moments(_ change: (inout EstatePlan) -> Void) -> (LabEstate, LabMoment, LabMoment) {
        var plan = EstatePlan(nodes: 4, guests: 200, epoch: Self.epoch)
        change(&plan)
        let estate = LabEstate(plan)
        return (estate, estate.moment(at: Self.epoch + .seconds(600)), estate.moment(at: Self.epoch + .seconds(4000)))
    }

    @Test func aSteadyEstateDoesNotRiseOrFall() {
        func loads(_ moment: LabMoment) -> [Double] { moment.guests.map(\.cpu) + moment.nodes.map(\.cpu) }
        let (steady, early, late) = moments { $0.isSteady = true }
        #expect(zip(loads(early), loads(late)).allSatisfy { abs($0 - $1) < 1e-9 })
        let (restless, before, after) = moments { _ in }
        #expect(zip(loads(before), loads(after)).contains { abs($0 - $1) > 0.01 })
        #expect(steady.guests.map(\.mac) == restless.guests.map(\.mac), "it is the same estate otherwise")
    }

    @Test func namedNodesAreAlwaysBusy() {
        let (estate, early, late) = moments { $0.busyNodes = ["borealis", "nowhere"] }
        for moment in [early, late] {
            for (node, now) in zip(estate.nodes, moment.nodes) { #expect((now.cpu > 0.75) == (node.name == "borealis")) }
        }
    }

    @Test(arguments: [0, 0.06, 0.5, 1])
    func theGivenShareIsStopped(share: Double) {
        let (estate, _, _) = moments { $0.stoppedShare = share }
        let real = estate.guests.filter { !$0.isTemplate }
        let stopped = Double(real.count { !$0.isOn }) / Double(real.count)
        #expect(abs(stopped - share) < 0.02)
    }

    @Test(arguments: [(1, 0), (1, 1), (3, 20), (40, 1000), (500, 10_000)])
    func anySizeIsPossible(nodes: Int, guests: Int) {
        let estate = estate(nodes: nodes, guests: guests)
        #expect(estate.nodes.count == nodes && estate.guests.count == guests)
        #expect(Set(estate.nodes.map(\.name)).count == nodes)
        #expect(Set(estate.nodes.map(\.address)).count == nodes)
        let moment = estate.moment(at: Self.epoch)
        for (node, now) in zip(estate.nodes, moment.nodes) {
            #expect(now.isOnline && now.cpu > 0 && now.cpu < 0.98 && now.memoryUsed < node.memory)
        }
    }

    /// A counter's growth is the integral of the load that `rrddata` shows.
    @Test func countersFollowTheirRatesAndNeverFall() throws {
        let estate = estate()
        var last = estate.moment(at: Self.epoch)
        for step in 1...60 {
            let moment = estate.moment(at: Self.epoch + .seconds(step * 10))
            for (index, guest) in estate.guests.enumerated() {
                let (before, now) = (last.guests[index], moment.guests[index])
                guard before.isRunning, now.isRunning, now.uptime == before.uptime + 10 else { continue }
                #expect(now.netIn >= before.netIn && now.diskWrite >= before.diskWrite)
                let middle = guest.netIn.value(Tide(at: moment.seconds - 5))
                let rate = Double(now.netIn - before.netIn) / 10
                #expect(abs(rate - middle) <= 0.02 * guest.netIn.mean + 64, "\(guest.name)")
            }
            last = moment
        }
        #expect(last.guests.count(where: \.isRunning) > 40)
    }

    @Test func loadsRiseByDayAndRestByNight() {
        let estate = estate(nodes: 3, guests: 80)
        let midnight = Timestamp(seconds: Self.epoch.seconds / 86_400 * 86_400)
        func load(_ hour: Int) -> Double {
            (0..<6).map { minute in
                estate.moment(at: midnight + .seconds(hour * 3600 + minute * 300)).nodes.map(\.cpu).reduce(0, +)
            }.reduce(0, +)
        }
        #expect(load(13) > load(3) * 1.3)
    }

    @Test func aRebootBeginsUptimeAndCountersAnew() throws {
        var estate = estate()
        let index = try #require(estate.moment(at: Self.epoch).guests.firstIndex { $0.isRunning })
        let vmid = estate.guests[index].vmid
        estate.record(LabEvent(.guestReboot(vmid: vmid), at: Self.epoch + .seconds(100)))
        let before = estate.moment(at: Self.epoch + .seconds(99)).guests[index]
        let after = estate.moment(at: Self.epoch + .seconds(107)).guests[index]
        #expect(before.uptime > 3600 && after.uptime == 7)
        #expect(after.netIn < before.netIn && after.netIn > 0)
        // What lies before the event is as it was.
        #expect(before == self.estate().moment(at: Self.epoch + .seconds(99)).guests[index])
    }

    @Test func aMigrationMovesTheGuestWhileItRuns() throws {
        var estate = estate()
        let index = try #require(estate.guests.indices.first { estate.guests[$0].secondHome == nil && estate.guests[$0].isOn })
        let target = (estate.guests[index].home + 1) % 4
        estate.record(LabEvent(.migration(vmid: estate.guests[index].vmid, node: estate.nodes[target].name), at: Self.epoch + .seconds(5)))
        let now = estate.moment(at: Self.epoch + .seconds(6)).guests[index]
        #expect(now.node == target && now.isRunning && now.uptime == 1)
    }

    @Test func aNodeWithoutPowerTakesItsGuestsAlongAndBringsThemBack() {
        var estate = estate()
        estate.record(LabEvent(.nodePower(node: estate.nodes[1].name, isOn: false), at: Self.epoch))
        estate.record(LabEvent(.nodePower(node: estate.nodes[1].name, isOn: true), at: Self.epoch + .seconds(600)))
        let off = estate.moment(at: Self.epoch + .seconds(300))
        #expect(!off.nodes[1].isOnline && off.nodes[1].cpu == 0 && off.hasQuorum)
        #expect(off.guests.filter { $0.node == 1 }.allSatisfy { $0.isUnknown && !$0.isRunning })
        let on = estate.moment(at: Self.epoch + .seconds(660))
        #expect(on.nodes[1].uptime == 60)
        #expect(on.guests.filter { $0.node == 1 && $0.isRunning }.allSatisfy { $0.uptime <= 60 })
        #expect(on.guests.contains { $0.node == 1 && $0.isRunning })
    }

    @Test func quorumIsLostWithHalfOfTheNodes() {
        var estate = estate()
        estate.record(LabEvent(.nodePower(node: estate.nodes[0].name, isOn: false), at: Self.epoch))
        #expect(estate.moment(at: Self.epoch).hasQuorum)
        estate.record(LabEvent(.nodePower(node: estate.nodes[3].name, isOn: false), at: Self.epoch))
        #expect(!estate.moment(at: Self.epoch).hasQuorum)
    }

    @Test func storagesFillAndFallSilent() throws {
        var estate = estate()
        let storage = try #require(estate.storages.first { $0.id == "local" })
        estate.record(LabEvent(.storageFill(storage: "local", node: nil, share: 0.99), at: Self.epoch))
        estate.record(LabEvent(.storageActivity(storage: "local", node: estate.nodes[2].name, isActive: false), at: Self.epoch))
        let moment = estate.moment(at: Self.epoch)
        let space = try #require(estate.space(of: storage, on: 0, moment))
        #expect(Double(space.used) / Double(space.total) > 0.98)
        #expect(estate.space(of: storage, on: 2, moment) == nil)
    }

    @Test func loadAndHealthAreAsAskedUntilTheyAreLetGo() throws {
        // The second kind of estate has pools of ZFS.
        var estate = LabEstate(EstatePlan(index: 1, nodes: 4, guests: 60, epoch: Self.epoch))
        let first = estate.moment(at: Self.epoch).guests.firstIndex { $0.isRunning }
        let running = try #require(first)
        let guest = estate.guests[running]
        let node = estate.nodes[1]
        let disk = try #require(node.disks.first { !$0.isFailing })
        let pool = try #require(node.pools.first { !$0.isDegraded })
        let changes: [LabEvent.Change] = [
            .guestLoad(vmid: guest.vmid, cpu: 0.97, memory: 0.9), .nodeLoad(node: node.name, cpu: 0.92, memory: 0.88),
            .diskHealth(node: node.name, path: disk.path, isFailing: true),
            .poolHealth(node: node.name, pool: pool.name, state: "FAULTED"),
        ]
        for change in changes { estate.record(LabEvent(change, at: Self.epoch)) }
        let moment = estate.moment(at: Self.epoch)
        #expect(moment.guests[running].cpu == 0.97)
        #expect(moment.guests[running].memory == Int64(0.9 * Double(guest.memory)))
        #expect(moment.nodes[1].cpu == 0.92)
        #expect(Double(moment.nodes[1].memoryUsed) / Double(node.memory) > 0.87)
        #expect(moment.state.isFailing(disk, on: node) && !moment.state.isFailing(disk, on: estate.nodes[2]))
        #expect(moment.state.state(of: pool, on: node) == "FAULTED")
        let later = Self.epoch + .seconds(60)
        let ends: [LabEvent.Change] = [
            .guestLoad(vmid: guest.vmid, cpu: nil, memory: nil), .nodeLoad(node: node.name, cpu: nil, memory: nil),
            .diskHealth(node: node.name, path: disk.path, isFailing: nil),
            .poolHealth(node: node.name, pool: pool.name, state: nil),
        ]
        for change in ends { estate.record(LabEvent(change, at: later)) }
        let calm = estate.moment(at: later)
        #expect(calm.guests[running].cpu != 0.97 && calm.nodes[1].cpu != 0.92)
        #expect(!calm.state.isFailing(disk, on: node) && calm.state.state(of: pool, on: node) == "ONLINE")
    }

    @Test func theLogOfEventsHasABound() {
        var estate = estate(nodes: 1, guests: 1)
        for second in 0..<LabEstate.eventLimit {
            estate.record(LabEvent(.guestReboot(vmid: 100), at: Self.epoch + .seconds(second)))
        }
        let isKept = estate.record(LabEvent(.guestReboot(vmid: 100), at: Self.epoch))
        #expect(!isKept)
        #expect(estate.events.count == LabEstate.eventLimit)
    }

    @Test func theDemonstrationHasSomethingOfEverything() {
        let estates = Laboratory.demonstration(clock: ManualWallClock(Self.epoch)).map { LabEstate($0.plan) }
        let guests = estates.flatMap(\.guests)
        #expect(estates.map(\.nodes.count) == [4, 4, 4] && guests.count == 200)
        #expect(guests.contains { $0.isOCI } && guests.contains { $0.isTemplate } && guests.contains { !$0.isOn })
        #expect(guests.contains { $0.agent == .absent && $0.kind == .qemu } && guests.contains { $0.agent == .silent })
        #expect(Set(estates.flatMap(\.storages).map(\.type)) == ["dir", "lvmthin", "zfspool", "nfs", "pbs", "rbd", "cephfs", "cifs"])
        #expect(estates.contains { $0.ceph != nil } && estates.contains { !$0.replications.isEmpty })
        #expect(estates.flatMap(\.nodes).contains { !$0.updates.isEmpty })
        #expect(estates.flatMap(\.nodes).flatMap(\.disks).contains { $0.isFailing })
        #expect(estates.flatMap(\.nodes).flatMap(\.pools).contains { $0.isDegraded })
    }
}
