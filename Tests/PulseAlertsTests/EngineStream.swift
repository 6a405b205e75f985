import PulseAlerts
import PulseCore

/// A made-up course of events for a handful of things, the same for the same seed.
struct EngineStream {
    enum Step {
        case pass(Duration)
        case tick
        /// Readings of several things at one moment.
        case readings([(thing: Int, reading: Reading)])
        case acknowledge(Int)
        case unacknowledge(Int)
        case clear(Int)
        case setWall(Duration)
        case configure(Int)
    }
    enum Reading {
        case value(Double)
        case unknown
        case off(OffReason)
        /// The reading before once more.
        case again
    }

    let things: [TestThing]
    let steps: [Step]

    init(seed: UInt64, count: Int, canClear: Bool = true) {
        var random = SeededGenerator(seed: seed)
        let made = (0..<6).map { number in
            var thing = TestThing()
            thing.name = "thing-\(number)"
            switch number % 3 {
            case 0: thing.confirmation = .held(.seconds([0, 5, 30][Int.random(in: 0..<3, using: &random)]))
            case 1:
                thing.confirmation = .readings(fire: Int.random(in: 1...3, using: &random), resolve: Int.random(in: 1...3, using: &random))
            default: thing.type = "connectivity"
            }
            thing.isMonitorOnly = number == 5
            return thing
        }
        things = made
        steps = (0..<count).map { _ in Self.step(&random, things: made.count, canClear: canClear) }
    }

    private static func step(_ random: inout SeededGenerator, things: Int, canClear: Bool) -> Step {
        let thing = Int.random(in: 0..<things, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<30: return .pass(.seconds([1, 5, 10, 10, 10, 60, 290, 1800][Int.random(in: 0..<8, using: &random)]))
        case 30..<50: return .tick
        case 50..<88:
            let chosen = (0..<things).filter { _ in Bool.random(using: &random) }
            return .readings(chosen.map { ($0, reading(&random)) })
        case 88..<91: return .acknowledge(thing)
        case 91..<93: return .unacknowledge(thing)
        case 93: return canClear ? .clear(thing) : .tick
        case 94..<96: return .setWall(.seconds([-4000, 4000, 90, -90][Int.random(in: 0..<4, using: &random)]))
        default: return .configure(Int.random(in: 0..<6, using: &random))
        }
    }

    private static func reading(_ random: inout SeededGenerator) -> Reading {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: .value(Double.random(in: 78...98, using: &random))
        case 8..<15: .value(Double.random(in: 20...79, using: &random))
        case 15..<17: .unknown
        case 17: .again
        case 18: .off([OffReason.parentUnreachable, .tagSilenced][Int.random(in: 0..<2, using: &random)])
        default: .value(99)
        }
    }

    /// Settings that a stream changes between.
    static func settings(_ number: Int, _ configuration: inout AlertConfiguration) {
        configuration.activation = number == 1 ? .snoozed : .active
        configuration.schedule.notifyOnResolve = number != 2
        configuration.schedule.cooldown = number == 3 ? .zero : .seconds(300)
        configuration.schedule.maxAlertsHour = number == 4 ? 3 : 10
        configuration.schedule.quietHours.isEnabled = number == 5
        configuration.schedule.quietHours.timeZone = "UTC"
        configuration.schedule.escalation.isEnabled = number == 3
        configuration.flapping.threshold = number == 2 ? 3 : 5
    }
}

/// A stage on which a stream is played.
struct StreamPlay {
    let stream: EngineStream
    var stage: EngineStage
    private var measured: [Timestamp]
    private var values: [Double]

    init(_ stream: EngineStream, _ change: (inout AlertConfiguration) -> Void = { _ in }) {
        self.stream = stream
        stage = EngineStage(change)
        measured = Array(repeating: stage.now.wall, count: stream.things.count)
        values = Array(repeating: 0, count: stream.things.count)
    }

    mutating func play(_ step: EngineStream.Step, reversed: Bool = false) {
        switch step {
        case .pass(let duration): stage.pass(duration)
        case .tick: stage.tick()
        case .readings(let readings):
            // No source measures one thing twice in a millisecond.
            stage.pass(.milliseconds(1))
            var all: [Assessment] = []
            for (thing, reading) in readings { all += assessments(thing, reading) }
            stage.handle(.judged(reversed ? all.reversed() : all))
        case .acknowledge(let thing): stage.handle(.acknowledge(id: stream.things[thing].id, by: "ann"))
        case .unacknowledge(let thing): stage.handle(.unacknowledge(id: stream.things[thing].id, by: "ann"))
        case .clear(let thing): stage.handle(.clear(id: stream.things[thing].id, by: "ann"))
        case .setWall(let duration):
            // Between the step and the next event nothing could note it: a crash in that second is not asked for.
            stage.setWall(by: duration)
            stage.tick()
        case .configure(let number): stage.configure { EngineStream.settings(number, &$0) }
        }
    }

    private mutating func assessments(_ number: Int, _ reading: EngineStream.Reading) -> [Assessment] {
        let thing = stream.things[number]
        if case .again = reading {} else { measured[number] = stage.now.wall }
        if case .value(let value) = reading { values[number] = value }
        let judged: Judgement.Reading =
            switch reading {
            case .unknown: .unknown
            case .off(let reason): .off(reason)
            case .value, .again:
                if thing.type == "cpu" {
                    .measured(values[number], thing.threshold, isPercent: true)
                } else {
                    values[number] >= 80 ? .faulty(values[number] > 90 ? .critical : .warning, value: 0, threshold: 0) : .fine
                }
            }
        guard case .judged(let assessments) = thing.judged(judged, at: measured[number]) else { return [] }
        return assessments
    }
}
