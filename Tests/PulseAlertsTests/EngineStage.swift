import PulseAlerts
import PulseCore
import PulseInventory

/// An engine with two clocks of its own, for tests. Readings of things that are no resources are judged by the test itself.
struct EngineStage {
    var configuration: AlertConfiguration
    var engine: AlertEngine
    private(set) var now: Moment
    /// What the engine's records would be after a crash now.
    private(set) var stored: [String: StoredRecord] = [:]
    /// Everything since `take`.
    private(set) var actions: [AlertAction] = []

    static let start = Timestamp(seconds: 1_700_000_000)

    init(_ change: (inout AlertConfiguration) -> Void = { _ in }) {
        var configuration = AlertConfiguration()
        configuration.activation = .active
        change(&configuration)
        self.configuration = configuration
        now = Moment(wall: Self.start, steady: .seconds(1000))
        engine = AlertEngine(configuration: configuration, at: now)
    }

    mutating func pass(_ seconds: Int) { pass(.seconds(seconds)) }
    mutating func pass(_ duration: Duration) {
        now.wall = now.wall + duration
        now.steady += duration
    }
    /// Someone sets the clock of the wall.
    mutating func setWall(by duration: Duration) { now.wall = now.wall + duration }

    @discardableResult
    mutating func handle(_ event: AlertEvent) -> [AlertAction] {
        let result = engine.handle(event, at: now)
        actions += result
        keepRecords()
        return result
    }

    mutating func tick(after seconds: Int = 0) {
        pass(seconds)
        handle(.tick)
    }

    /// What happened since this was last asked.
    mutating func take() -> [AlertAction] {
        defer { actions = [] }
        return actions
    }

    /// The process ends and starts again after a while; the steady clock begins anew.
    mutating func restart(after duration: Duration = .zero) {
        now.wall = now.wall + duration
        now.steady = .seconds(now.steady.components.seconds % 7 + 50)
        let records = stored.values.sorted { $0.key < $1.key }
        engine = AlertEngine(configuration: configuration, records: records, at: now)
    }

    private mutating func keepRecords() {
        for change in engine.takeChangedRecords() {
            switch change {
            case .stored(let record): stored[record.key] = record
            case .forgotten(let key): stored[key] = nil
            }
        }
    }
}

/// The life of one thing in a test: what it is called and how it is judged.
struct TestThing {
    var name = "vm-1"
    var type = "cpu"
    var kind = AlertKind.metricThreshold
    var part: String?
    var threshold = Threshold(trigger: 80, clear: 75)
    var isPercent = true
    var confirmation = Confirmation.held(.seconds(5))
    var source: String?
    var isMonitorOnly = false
    var metadata: [String: MetadataValue] = [:]

    var id: String { "\(name)::\(type)" }

    func reading(_ value: Double, at: Timestamp) -> AlertEvent {
        judged(.measured(value, threshold, isPercent: isPercent), at: at, message: "\(type) at \(value)")
    }
    func state(_ level: AlertLevel?, at: Timestamp) -> AlertEvent {
        judged(level.map { .faulty($0, value: 0, threshold: 0) } ?? .fine, at: at, message: "\(type)")
    }
    func judged(_ reading: Judgement.Reading, at: Timestamp, message: String = "") -> AlertEvent {
        let judgement = Judgement(
            RuleID(RuleID.Spec(type), part: part), reading, confirmation: confirmation, measuredAt: at, source: source)
        let description = AlertDescription(
            id: id, specID: type, type: AlertType(type), kind: kind, resourceID: name, resourceName: name, message: message,
            metadata: metadata, aliases: ["old-\(name)-\(type)"], isMonitorOnly: isMonitorOnly)
        return .judged([Assessment(subject: name, judgement, description)])
    }
}

extension EngineStage {
    mutating func read(_ value: Double, of thing: TestThing = TestThing(), after seconds: Int = 0) {
        pass(seconds)
        handle(thing.reading(value, at: now.wall))
    }
    mutating func see(_ level: AlertLevel?, of thing: TestThing, after seconds: Int = 0) {
        pass(seconds)
        handle(thing.state(level, at: now.wall))
    }
    mutating func judge(_ reading: Judgement.Reading, of thing: TestThing = TestThing(), after seconds: Int = 0) {
        pass(seconds)
        handle(thing.judged(reading, at: now.wall))
    }
    /// Readings that make it fire.
    mutating func fire(_ thing: TestThing = TestThing(), _ value: Double = 85) {
        read(value, of: thing, after: 10)
        read(value, of: thing, after: 10)
    }
}

/// An action in a word, for tables.
func word(_ action: AlertAction) -> String {
    switch action {
    case .opened(let alert, let isReopened): isReopened ? "reopened \(alert.level)" : "opened \(alert.level)"
    case .levelRose: "rose"
    case .resolved(let resolved): "resolved \(resolved.reason.rawValue)"
    case .acknowledged: "acknowledged"
    case .unacknowledged: "unacknowledged"
    case .notify(let notice): "\(notice.notBefore == nil ? "tell" : "later") \(notice.event.rawValue)"
    case .held(_, let reason, _): "held \(reason.rawValue)"
    case .announced: "announced"
    }
}

extension [AlertAction] {
    var words: [String] { map(word) }
    var notices: [Notice] {
        compactMap { action in
            if case .notify(let notice) = action { return notice }
            return nil
        }
    }
}

extension EngineStage {
    /// Other settings, over an empty inventory.
    mutating func configure(_ change: (inout AlertConfiguration) -> Void) {
        change(&configuration)
        handle(.configured(configuration, Inventory().snapshot))
    }
}
