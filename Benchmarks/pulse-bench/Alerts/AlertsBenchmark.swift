import AllocationCount
import ArgumentParser
import Foundation
import PulseAlerts
import PulseCore
import PulseInventory

/// What one tick of a whole estate costs the alert engine.
struct AlertsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Judges a whole synthetic estate, tick by tick, and prints rows of a Markdown table.")

    @Option(help: "How many resources the estate has.")
    var resources = 10_000
    @Option(help: "How many rounds of 10 s are played.")
    var ticks = 60

    func run() throws {
        print("| estate | median | worst | allocations, median | open alerts | messages | records a tick |")
        print("|---|---|---|---|---|---|---|")
        for load in Load.allCases { try measure(load) }
        print("resident \(ProcessCounters.now().resident >> 20) MB")
    }

    /// Of what kind the estate's trouble is.
    private enum Load: String, CaseIterable {
        case healthy = "all healthy"
        case active = "5 % active"
        case flapping = "1,000 flapping"

        /// Percent of the processor that a resource shows in a round.
        func value(_ number: Int, _ tick: Int) -> Double {
            switch self {
            case .healthy: Double(10 + (number + tick) % 50)
            case .active: number % 20 == 0 ? Double(82 + (number + tick) % 6) : Double(10 + (number + tick) % 50)
            case .flapping:
                number % 10 == 0 && tick / 3 % 2 == 0 ? Double(82 + (number + tick * 5) % 17) : Double(10 + (number + tick) % 50)
            }
        }
    }

    private func measure(_ load: Load) throws {
        var inventory = Inventory()
        var estate = SyntheticEstate(resources: resources)
        var wall = Timestamp(seconds: 1_700_000_000)
        var configuration = AlertConfiguration()
        configuration.activation = .active
        var engine = AlertEngine(configuration: configuration, at: Moment(wall: wall, steady: .zero))
        var (times, messages, records): ([Double], Int, Int) = ([], 0, 0)
        var allocations: [UInt] = []
        // The engine is one of many holders of a snapshot; freeing the last one is no part of judging.
        var former: InventorySnapshot?
        for tick in 0..<ticks {
            wall = wall + .seconds(10)
            let seen = Observation(
                source: SourceScope(.proxmox, "bench"), at: wall, resources: estate.read { load.value($0, tick) })
            let change = try inventory.handle(.observed(seen), at: wall)
            let now = Moment(wall: wall, steady: .seconds(10 * tick))
            defer { former = change.snapshot }
            let (started, asked) = (Self.processorTime, pulse_allocation_count())
            var actions = engine.handle(.changed(upserted: change.upserted, removed: change.removed, change.snapshot), at: now)
            actions += engine.handle(.tick, at: now)
            records += engine.takeChangedRecords().count
            times.append((Self.processorTime - started) * 1000)
            allocations.append(pulse_allocation_count() - asked)
            for case .notify in actions { messages += 1 }
            withExtendedLifetime(former) {}
        }
        times.sort()
        let figures = [times[times.count / 2], times[times.count - 1]].map { String(format: "%.1f ms", $0) }.joined(separator: " | ")
        let made = allocations.sorted()[allocations.count / 2]
        print("| \(load.rawValue) | \(figures) | \(made) | \(engine.active.count) | \(messages) | \(records / ticks) |")
    }

    /// Seconds that this thread has computed: what others do on the machine does not count.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
