import PulseCore
import PulseInventory
import Testing

@testable import PulseChanges

@Suite("Random courses of events")
struct ChangePropertyTests {
    /// A random thing happens to the scene.
    private func disturb(_ scene: inout ChangeScene, _ random: inout SeededGenerator) {
        let vmid = "\(100 + Int.random(in: 0..<6, using: &random))"
        guard scene.rows[vmid] != nil else {
            scene.rows[vmid] = ChangeScene.guest(Int(vmid) ?? 0, on: "n1")
            return
        }
        switch Int.random(in: 0..<9, using: &random) {
        case 0: scene.rows[vmid]?.status = [.online, .offline, .unknown, .warning][Int.random(in: 0..<4, using: &random)]
        case 1: scene.setProxmox(vmid) { $0.uptime = [nil, 1, 400_000][Int.random(in: 0..<3, using: &random)] }
        case 2: scene.move(vmid, to: Bool.random(using: &random) ? "n1" : "n2")
        case 3: scene.setProxmox(vmid) { $0.cpus = [nil, 1, 2, 4][Int.random(in: 0..<4, using: &random)] }
        case 4: scene.rows[vmid]?.tags = [[], ["a"], ["a", "b"]][Int.random(in: 0..<3, using: &random)]
        case 5: scene.rows[vmid] = nil
        case 6: scene.carried = [vmid]
        case 7: scene.rows[vmid]?.name = ["x", "y", "z"][Int.random(in: 0..<3, using: &random)]
        default: break
        }
    }

    @Test(arguments: 1...12)
    func theOrderOfResourcesDoesNotMatter(seed: UInt64) throws {
        var one = try ChangeScene(guests: 6)
        var other = try ChangeScene(guests: 6)
        other.reversesRows = true
        var random = SeededGenerator(seed: seed)
        var total = 0
        for _ in 0..<200 {
            var same = random
            disturb(&one, &random)
            disturb(&other, &same)
            let pause = [10, 10, 60, 1000][Int.random(in: 0..<4, using: &random)]
            let told = try one.look(after: pause)
            total += told.count
            #expect(try other.look(after: pause) == told)
        }
        #expect(total > 20, "something happened")
    }

    @Test(arguments: 1...12)
    func everyChangeDiffersAndContinuesTheOneBefore(seed: UInt64) throws {
        var scene = try ChangeScene(guests: 6)
        var random = SeededGenerator(seed: seed)
        var last: [String: String] = [:]
        for round in 0..<300 {
            disturb(&scene, &random)
            if round % 40 == 39 { scene.restart() }
            for change in try scene.look(after: [10, 60, 1000][Int.random(in: 0..<3, using: &random)]) {
                #expect(change.before != change.after)
                let subject: String
                switch change.event {
                case .migrated: subject = "\(change.resourceID) node"
                case .configured: subject = "\(change.resourceID) \(change.setting?.rawValue ?? "")"
                case .appeared, .gone:
                    last = last.filter { !$0.key.hasPrefix(change.resourceID) }
                    continue
                default: continue
                }
                if let before = last[subject] { #expect(change.before == before) }
                last[subject] = change.after
            }
        }
    }

    @Test(arguments: 1...12)
    func aRestartTellsNothing(seed: UInt64) throws {
        var scene = try ChangeScene(guests: 6)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            for _ in 0..<3 {
                disturb(&scene, &random)
                _ = try scene.look(after: 1000)
            }
            // What an allowance held back is told first.
            _ = try scene.look(after: 8000)
            scene.restart()
            #expect(try scene.look(after: 0) == [])
            #expect(try scene.look(after: 30) == [])
        }
    }
}
