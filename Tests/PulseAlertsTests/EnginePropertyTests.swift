import PulseAlerts
import PulseCore
import Testing

/// What must hold whatever happens in whatever order.
@Suite("Engine: random streams")
struct EnginePropertyTests {
    @Test(arguments: 0..<20)
    func whatIsToldIsConsistent(seed: Int) {
        let stream = EngineStream(seed: UInt64(seed), count: 400)
        var play = StreamPlay(stream)
        var ledger = Ledger()
        for step in stream.steps {
            play.play(step)
            ledger.take(play.stage.take(), play.stage.configuration, at: play.stage.now)
            ledger.expectOpen(play.stage.engine.active)
        }
        #expect(ledger.faults == [])
        #expect(ledger.opened > 10, "the stream must be worth something")
    }

    @Test(arguments: 0..<10, [1, 2, 5])
    func neverMoreMessagesThanTheHourlyLimit(seed: Int, limit: Int) {
        // Clearing an alert forgets how often it was told of.
        let stream = EngineStream(seed: UInt64(seed + 100), count: 300, canClear: false)
        func limited(_ configuration: inout AlertConfiguration) {
            configuration.schedule.cooldown = .seconds(20)
            configuration.schedule.maxAlertsHour = limit
            configuration.flapping.isEnabled = false
        }
        var play = StreamPlay(stream, limited)
        var sends: [String: [Duration]] = [:]
        var most = 0
        for step in stream.steps {
            if case .configure = step { continue }
            play.play(step)
            for notice in play.stage.take().notices where notice.event != .resolved {
                sends[notice.alert.id, default: []].append(play.stage.now.steady)
            }
            for times in sends.values { most = max(most, times.count { play.stage.now.steady - $0 < .seconds(3600) }) }
        }
        #expect(most <= limit)
        #expect(most >= min(limit, 2), "the stream must come near it")
    }

    @Test(arguments: 0..<16)
    func aRestartAtAnyPointChangesNothing(seed: Int) {
        let stream = EngineStream(seed: UInt64(seed + 200), count: 300)
        var random = SeededGenerator(seed: UInt64(seed))
        var (steadfast, restless) = (StreamPlay(stream), StreamPlay(stream))
        for (number, step) in stream.steps.enumerated() {
            steadfast.play(step)
            if Int.random(in: 0..<4, using: &random) == 0 { restless.stage.restart() }
            restless.play(step)
            // Alerts of one moment may be told of in another order.
            let (left, right) = (steadfast.stage.take().essence.sorted(), restless.stage.take().essence.sorted())
            let same = left == right
            #expect(same, "step \(number): \(step) gave \(left), after a restart \(right)")
            if !same { return }
        }
        #expect(steadfast.stage.engine.active.map(\.occurrence) == restless.stage.engine.active.map(\.occurrence))
        #expect(steadfast.stage.stored.keys.sorted() == restless.stage.stored.keys.sorted())
    }

    @Test(arguments: 0..<10)
    func theOrderWithinATickDoesNotMatter(seed: Int) {
        let stream = EngineStream(seed: UInt64(seed + 300), count: 300)
        var (forwards, backwards) = (StreamPlay(stream), StreamPlay(stream))
        for step in stream.steps {
            forwards.play(step)
            backwards.play(step, reversed: true)
            let (left, right) = (forwards.stage.take().essence.sorted(), backwards.stage.take().essence.sorted())
            #expect(left == right)
            if left != right { return }
        }
        #expect(forwards.stage.engine.active == backwards.stage.engine.active)
        #expect(forwards.stage.stored == backwards.stage.stored)
    }
}

extension [AlertAction] {
    /// What people and stores would see of it.
    fileprivate var essence: [String] {
        map { action in
            switch action {
            case .opened(let alert, _): "\(word(action)) \(alert.id) \(alert.startTime) \(alert.acknowledgement?.by ?? "-")"
            case .levelRose(let alert), .acknowledged(let alert), .announced(let alert): "\(word(action)) \(alert.id) \(alert.level)"
            case .unacknowledged(let alert, _): "\(word(action)) \(alert.id)"
            case .resolved(let resolved): "\(word(action)) \(resolved.alert.id) \(resolved.alert.startTime) \(resolved.resolvedTime)"
            case .notify(let notice):
                "\(word(action)) \(notice.alert.id) \(notice.target) \(notice.notBefore?.rfc3339 ?? "-") \(notice.alert.startTime)"
            case .held(let occurrence, _, let until): "\(word(action)) \(occurrence.alertID) \(until?.rfc3339 ?? "-")"
            }
        }
    }
}

/// Keeps books of what an engine says, and notes what cannot be.
private struct Ledger {
    var faults: [String] = []
    var opened = 0
    private var open: [String: Occurrence] = [:]
    private var told: Set<String> = []
    /// Whose message waits for the end of quiet hours.
    private var waiting: Set<String> = []
    private var notifiedAtOpening: [String: Timestamp?] = [:]
    private var acknowledged: Set<String> = []
    private var owesRecovery: String?

    mutating func take(_ actions: [AlertAction], _ configuration: AlertConfiguration, at now: Moment) {
        for action in actions {
            switch action {
            case .opened(let alert, _):
                if open[alert.id] != nil { faults.append("opened twice: \(alert.id)") }
                open[alert.id] = alert.occurrence
                opened += 1
                told.remove(alert.id)
                waiting.remove(alert.id)
                notifiedAtOpening[alert.id] = alert.lastNotified
                set(alert)
            case .resolved(let resolved):
                settle()
                let alert = resolved.alert
                if open.removeValue(forKey: alert.id) != alert.occurrence { faults.append("ended without a beginning: \(alert.id)") }
                let isOpen = configuration.activation == .active && configuration.schedule.notifyOnResolve
                if told.contains(alert.id) || waiting.contains(alert.id), !acknowledged.contains(alert.id), isOpen {
                    owesRecovery = alert.id
                }
            case .acknowledged(let alert):
                set(alert)
                // Until it is sent, what waits is struck off.
                if alert.lastNotified == notifiedAtOpening[alert.id] ?? nil { waiting.remove(alert.id) }
            case .unacknowledged(let alert, _): set(alert)
            case .notify(let notice) where notice.event == .resolved:
                if owesRecovery != notice.alert.id { faults.append("an end told of that is none: \(notice.alert.id)") }
                owesRecovery = nil
            case .notify(let notice):
                if open[notice.alert.id] != notice.alert.occurrence { faults.append("told of what is not open: \(notice.alert.id)") }
                if acknowledged.contains(notice.alert.id) { faults.append("told of the acknowledged: \(notice.alert.id)") }
                if configuration.activation != .active { faults.append("told while the gate is closed: \(notice.alert.id)") }
                if notice.notBefore == nil { told.insert(notice.alert.id) } else { waiting.insert(notice.alert.id) }
            case .levelRose, .held, .announced: break
            }
        }
        settle()
    }

    mutating func expectOpen(_ active: [Alert]) {
        let shown = Dictionary(uniqueKeysWithValues: active.map { ($0.id, $0.occurrence) })
        if shown != open { faults.append("open \(open.keys.sorted()), shown \(shown.keys.sorted())") }
    }

    private mutating func set(_ alert: Alert) {
        if alert.acknowledgement == nil { acknowledged.remove(alert.id) } else { acknowledged.insert(alert.id) }
    }
    private mutating func settle() {
        if let owed = owesRecovery { faults.append("an end nobody was told of: \(owed)") }
        owesRecovery = nil
    }
}
