import Logging
import PulseCore
import Testing

@testable import PulseMonitor

@Suite struct MockEstateTests {
    @Test(
        arguments: [
            ("nodeCount", 0, 1, 1, 0.5), ("nodeCount", 1001, 1, 1, 0.5), ("vmsPerNode", 1, -1, 1, 0.5), ("lxcsPerNode", 1, 1, -1, 0.5),
            ("stoppedPercent", 1, 1, 1, 1.01), ("stoppedPercent", 1, 1, 1, .nan), ("guests", 1000, 1000, 0, 0.5),
        ] as [(String, Int, Int, Int, Double)])
    func refusesWhatCannotBeShown(word: String, nodes: Int, vms: Int, containers: Int, stopped: Double) throws {
        try MockEstate().check()
        var estate = MockEstate()
        estate.nodeCount = nodes
        estate.vmsPerNode = vms
        estate.lxcsPerNode = containers
        estate.stoppedPercent = stopped
        let error = #expect(throws: PulseError.self) { try estate.check() }
        #expect(error?.code == "invalid_mock_config")
        #expect(error?.message.contains(word) == true)
    }

    @Test func oneAfterTheOther() async {
        let gate = TurnGate()
        let counter = Counter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await gate.enter()
                    defer { gate.leave() }
                    await counter.enter()
                    await Task.yield()
                    await counter.leave()
                }
            }
        }
        #expect(await counter.most == 1)
        #expect(await counter.total == 50)
    }

    private actor Counter {
        private var inside = 0
        private(set) var most = 0
        private(set) var total = 0
        func enter() {
            inside += 1
            total += 1
            most = max(most, inside)
        }
        func leave() { inside -= 1 }
    }
}
