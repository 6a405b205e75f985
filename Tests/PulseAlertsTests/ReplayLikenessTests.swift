import PulseAlerts
import PulseCore
import PulseInventory
import Testing

/// What a replay says of a course of figures is what the engine said while they were measured.
@Suite("Engine: a replay is like the life it replays")
struct ReplayLikenessTests {
    /// Four guests of which the settings say different things, looked at each minute.
    private static let guests = [100, 101, 102, 103]
    private static let looks = 400

    private static func configure(_ configuration: inout AlertConfiguration) {
        var rule = CustomRule(id: "busy")
        var filter = CustomRule.Filter(.metric)
        (filter.field, filter.comparison, filter.number) = ("memory", .above, 50)
        rule.filters = [filter]
        rule.thresholds[.cpu] = Threshold(trigger: 60, clear: 55)
        configuration.customRules = [rule]
        configuration.overrides["lab:n1:101"] = ThresholdConfiguration([.cpu: Threshold(trigger: 90, clear: 70)])
        configuration.schedule.escalation.isEnabled = true
        configuration.schedule.quietHours.isEnabled = true
        configuration.schedule.quietHours.timeZone = "UTC"
    }

    private struct Life {
        var course: [String] = []
        var readings: [String: [AlertReplay.Reading]] = [:]
        var snapshot: InventorySnapshot
    }

    private static func word(_ alert: Alert, _ what: String, at now: Timestamp) -> String {
        "\(now.seconds) \(alert.id) \(what) \(alert.level.rawValue) \(alert.value) of \(alert.threshold)"
    }

    private static func words(_ actions: [AlertAction], at now: Timestamp) -> [String] {
        actions.compactMap { action in
            switch action {
            case .notify(let notice) where notice.alert.type == AlertType("cpu"):
                word(notice.alert, "\(notice.event.rawValue) \(notice.target.rawValue) \(notice.notBefore?.rfc3339 ?? "")", at: now)
            default: nil
            }
        }
    }

    /// The engine while the guests are looked at.
    private static func live(seed: UInt64) throws -> Life {
        var random = SeededGenerator(seed: seed)
        var estate = EngineEstate(configure)
        for vmid in guests where estate.guests["\(vmid)"] == nil { estate.add(vmid) }
        estate.guests["102"]?.tags = ["pulse-relaxed"]
        estate.guests["103"]?.tags = ["pulse-monitor-only"]
        var loads = guests.map { _ in (cpu: 50.0, memory: 45.0) }
        var life = Life(snapshot: estate.snapshot)
        for _ in 0..<looks {
            for (index, vmid) in guests.enumerated() {
                // Loads that wander, and now and then jump.
                let jump = Int.random(in: 0..<40, using: &random) == 0
                let cpu = jump ? Double.random(in: 5...100, using: &random) : loads[index].cpu + Double.random(in: -9...9, using: &random)
                loads[index].cpu = min(max(cpu.rounded(), 0), 100)
                loads[index].memory = min(max((loads[index].memory + Double.random(in: -4...4, using: &random)).rounded(), 0), 80)
                estate.guests["\(vmid)"]?.metrics.cpu = loads[index].cpu
                estate.guests["\(vmid)"]?.metrics.memory = Capacity(percent: loads[index].memory)
            }
            _ = estate.stage.take()
            try estate.poll(after: 60)
            let now = estate.stage.now.wall
            life.course += words(estate.stage.take(), at: now)
            for (index, vmid) in guests.enumerated() {
                life.readings["lab:n1:\(vmid)", default: []].append((now, [.cpu: loads[index].cpu, .memory: loads[index].memory]))
            }
        }
        life.snapshot = estate.snapshot
        return life
    }

    @Test func noticesAreTheSame() throws {
        var told: [String] = []
        for seed in 1...4 as ClosedRange<UInt64> {
            let life = try Self.live(seed: seed)
            var configuration = AlertConfiguration()
            Self.configure(&configuration)
            let replay = AlertReplay(configuration, in: life.snapshot, only: .cpu)
            #expect(replay.metrics == [.cpu, .memory])
            var course: [String] = []
            for (id, readings) in life.readings {
                let resource = try #require(life.snapshot.resource(id))
                course += replay.run(resource, over: readings).notices.flatMap { Self.words([.notify($0.notice)], at: $0.at) }
            }
            #expect(course.sorted() == life.course.sorted(), "seed \(seed)")
            told += course
        }
        for mark in ["critical", "resolved", "repeated", "escalated", "T08:01:00Z", "of 60.0", "of 90.0", "of 95.0"] {
            #expect(told.contains { $0.contains(mark) }, "nothing shows \(mark)")
        }
    }
}
