import PulseAlerts
import PulseCore

/// How many messages notices would have become for one destination that takes all of a kind, by the outbox's decisions.
///
/// Notices are kept to the second and each second's alike ones once, so that their number is bounded by the time they span.
public struct MessageForecast: Sendable {
    private struct News: Hashable {
        var second: Int64
        var event: Notice.Event
        var key: String
        var isCritical: Bool
        /// Told as critical within the hour before.
        var isKnown: Bool
        var notBefore: Timestamp?
    }

    private let grouping: AlertSchedule.Grouping
    private var news: [Notice.Target: Set<News>] = [:]
    private var counts: [Notice.Target: Int] = [:]

    public init(_ grouping: AlertSchedule.Grouping) { self.grouping = grouping }

    /// Takes what was told of some alerts, all of each of them, in time order.
    public mutating func add(_ notices: [TimedNotice]) {
        var toldAsCritical: [String: Timestamp] = [:]
        for (at, notice) in notices.lazy.map({ ($0.at, $0.notice) }) {
            let (event, alert) = (notice.event, notice.alert)
            let isCritical = event != .resolved && alert.level == .critical
            let isKnown = isCritical && toldAsCritical[alert.id].map { at.since($0) < EnqueueSession.memory } ?? false
            if isCritical { toldAsCritical[alert.id] = at }
            counts[notice.target, default: 0] += 1
            news[notice.target, default: []].insert(
                News(
                    second: at.seconds, event: event, key: GroupKey.of(alert, grouping), isCritical: isCritical, isKnown: isKnown,
                    notBefore: notice.notBefore))
        }
    }

    /// The kind of destination that would hear most.
    private var loudest: Notice.Target {
        let kinds = Notice.Target.allCases.filter { $0 != .all }
        return kinds.max { (counts[$0] ?? 0, $1.rawValue) < (counts[$1] ?? 0, $0.rawValue) } ?? .all
    }

    /// Notices to the kind of destination that would hear most, before they are gathered.
    public var notices: Int { (counts[.all] ?? 0) + (counts[loudest] ?? 0) }

    /// Messages to one destination of that kind.
    public var messages: Int {
        guard grouping.isEnabled, grouping.window > .zero else { return notices }
        let all = (news[.all] ?? []).union(news[loudest] ?? [])
        var course = Course(grouping: grouping)
        for one in all.sorted(by: { ($0.second, $0.key) < ($1.second, $1.key) }) { course.take(one) }
        return course.count
    }

    /// The outbox of one destination while time passes.
    private struct Course {
        let grouping: AlertSchedule.Grouping
        var count = 0
        private var pace = GroupPacing()
        private var open: [Message.Event: [OpenGroup]] = [:]
        private var deferred: Set<DeferredGroup> = []
        private var escalatedAt: Int64?
        private var begun: Int64 = 0

        private struct DeferredGroup: Hashable {
            var event: Message.Event
            var until: Timestamp
        }

        init(grouping: AlertSchedule.Grouping) { self.grouping = grouping }

        mutating func take(_ news: News) {
            let now = Timestamp(seconds: news.second)
            let event: Message.Event = news.event == .resolved ? .resolved : .alert
            if let until = news.notBefore, until > now {
                if deferred.insert(DeferredGroup(event: event, until: until)).inserted { count += 1 }
            } else if news.event == .escalated {
                if escalatedAt != news.second { count += 1 }
                escalatedAt = news.second
            } else {
                gather(news, event, at: now)
            }
        }

        private mutating func gather(_ news: News, _ event: Message.Event, at now: Timestamp) {
            var groups = (open[event] ?? []).filter { $0.due > now }
            let isUrgent = news.isCritical && !(news.isKnown && pace.isStretched(at: now))
            let latest = isUrgent ? now + pace.urgentWindow(base: grouping.window, at: now) : nil
            switch GroupChoice(news.key, event, among: groups, &pace, base: grouping.window, latest: latest, at: now) {
            case .join(let group):
                guard let place = groups.firstIndex(where: { $0.number == group.number }), let latest else { break }
                groups[place].due = min(group.due, latest)
            case .joinAll(var first):
                first.key = GroupKey.everything
                first.due = min(groups.map(\.due).min() ?? first.due, latest ?? first.due)
                // Those that gathered beside it are no messages of their own any more.
                count -= groups.count - 1
                groups = [first]
            case .begin(let key, let due):
                count += 1
                begun += 1
                groups.append(OpenGroup(number: begun, key: key, isDeferred: false, due: due, count: 1))
            }
            open[event] = groups
        }
    }
}
