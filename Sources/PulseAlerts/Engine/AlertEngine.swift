import PulseCore
import PulseInventory

/// The life of every alert: one state machine for each resource and rule. No clock and no I/O inside.
public struct AlertEngine: Sendable {
    /// The resource id of alerts about Pulse itself.
    static let systemSubject = "pulse-system"

    var catalogue: Catalogue
    var policy: DispatchPolicy
    var table = MachineTable()
    /// Canonical ids of machines and other parents that are offline.
    var unreachable: Set<String> = []
    /// Canonical ids of resources of which rules may say something else though nothing new is known: the silent ones.
    var watched: Set<String> = []
    private var watchedAt: Duration?
    /// The inventory as it last was, for the watched.
    var snapshot: InventorySnapshot?
    /// For replays: the only figures that are judged, since history holds no more. `nil`: everything is.
    var replayed: Set<ThresholdMetric>?
    /// Judgements of the resource at hand that may matter; kept to reuse its memory.
    var scratch: [Judgement] = []
    private(set) var lastMoment: Moment
    private var wallOffset: Duration
    private var expiryCheckedAt: Duration?
    private let startedAt: Duration

    /// Grows with each change that someone who looks at alerts sees.
    public private(set) var revision: UInt64 = 0

    public init(configuration: AlertConfiguration, records: [StoredRecord] = [], at now: Moment) {
        catalogue = Catalogue(configuration)
        policy = DispatchPolicy(configuration)
        lastMoment = now
        startedAt = now.steady
        wallOffset = Self.wallOffset(now)
        table.restore(records, in: StepContext(now: now, policy: policy))
    }

    /// Takes in what happened and answers what follows.
    public mutating func handle(_ event: AlertEvent, at now: Moment) -> [AlertAction] {
        lastMoment = now
        noteWall(now)
        var actions: [AlertAction] = []
        let context = StepContext(now: now, policy: policy)
        switch event {
        case .changed(let upserted, let removed, let snapshot):
            change(upserted, removed, in: snapshot, context, into: &actions)
        case .judged(let assessments):
            for assessment in assessments { take(assessment, context, into: &actions) }
        case .gone(let subjects):
            for subject in subjects { removeSubject(subject, context, into: &actions) }
        case .listed(let connections, let snapshot): endWhatIsGone(Set(connections), snapshot, context, into: &actions)
        case .tick: tick(context, into: &actions)
        case .configured(let configuration, let snapshot): configure(configuration, snapshot, at: now, into: &actions)
        case .acknowledge(let id, let user):
            step(named: id, at: now) { $0.acknowledge(by: user, in: context, into: &actions) }
        case .unacknowledge(let id, let user):
            step(named: id, at: now) { $0.unacknowledge(by: user, in: context, into: &actions) }
        case .clear(let id, _):
            step(named: id, at: now) { $0.clear(in: context, into: &actions) }
        case .system(let condition): take(condition, context, into: &actions)
        }
        table.sort()
        if table.isVisiblyChanged {
            table.isVisiblyChanged = false
            revision += 1
        }
        return actions
    }

    /// Open alerts in the order of `alerts` §1.3. Made anew each time: keep it while `revision` is the same.
    public var active: [Alert] { table.order.compactMap { table.machines[$0].firing?.alert } }

    /// Ended within the last five minutes, newest first, at most 1024.
    public var recentlyResolved: [ResolvedAlert] {
        var ended: [AlertMachine.Memory.Ended] = []
        for machine in table.machines {
            if let end = machine.memory.ended, lastMoment.steady - end.at < AlertMachine.reopening { ended.append(end) }
        }
        ended.sort { $0.at == $1.at ? $0.resolved.alert.id < $1.resolved.alert.id : $0.at > $1.at }
        return ended.prefix(Self.mostResolved).map(\.resolved)
    }
    static let mostResolved = 1024

    /// The open alert that answers to this id in any form of `alerts` §4.
    public func alert(_ id: String) -> Alert? { table.place(named: id).flatMap { table.machines[$0].firing?.alert } }

    /// What must outlive a restart and changed since it was last asked; the caller stores it in the transaction of the actions.
    ///
    /// A new value of an open alert alone counts as a change once a minute.
    public mutating func takeChangedRecords() -> [RecordChange] {
        table.takeChangedRecords(in: StepContext(now: lastMoment, policy: policy))
    }

    private mutating func step(named id: String, at now: Moment, _ change: (inout AlertMachine) -> Void) {
        if let place = table.place(named: id) { table.step(place, at: now.steady, change) }
    }

    private mutating func tick(_ context: StepContext, into actions: inout [AlertAction]) {
        let now = context.now.steady
        if !watched.isEmpty, watchedAt.map({ now - $0 >= Self.watchPause }) ?? true {
            watchedAt = now
            judgeTheWatched(context, into: &actions)
        }
        let mayExpire = now - startedAt >= Self.expiryGrace && expiryCheckedAt.map { now - $0 >= .seconds(60) } ?? true
        if mayExpire { expiryCheckedAt = now }
        for place in table.machines.indices where !table.machines[place].subject.isEmpty {
            table.step(place, at: now) { machine in
                machine.tick(in: context, into: &actions)
                if mayExpire { machine.expire(in: context, into: &actions) }
            }
        }
    }
    /// The silent are looked at so often.
    private static let watchPause: Duration = .seconds(10)
    /// After a start nothing expires before the sources had the time to see it again.
    private static let expiryGrace: Duration = .seconds(900)

    /// Records show moments of the steady clock by the wall's; when that one is set, they are made anew.
    private mutating func noteWall(_ now: Moment) {
        let offset = Self.wallOffset(now)
        guard abs((offset - wallOffset).fractionalSeconds) > 2 else { return }
        wallOffset = offset
        table.storeAllAnew()
    }

    private static func wallOffset(_ now: Moment) -> Duration { .milliseconds(now.wall.milliseconds) - now.steady }
}
