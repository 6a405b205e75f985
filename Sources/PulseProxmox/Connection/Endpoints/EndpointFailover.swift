import PulseCore

/// Decides which endpoint of a cluster a request goes to, `platform-polling` §1.2.
///
/// Strict priority: the first healthy endpoint that is not cooling down. An endpoint turns unhealthy only when it could
/// not be talked to; any HTTP answer makes it healthy. An endpoint that was slow is a suspect: it stays in use until
/// a probe fails, so that one hanging request does not move everything elsewhere.
public struct EndpointFailover: Sendable, Equatable {
    /// Between two background probes of one endpoint.
    public static let probeInterval: Duration = .seconds(10)
    /// For one probe.
    public static let probeBudget: Duration = .seconds(6)
    /// When no endpoint is healthy, results younger than this stand without asking again.
    public static let probeFreshness: Duration = .seconds(2)
    /// The most endpoints that are probed at a time; the others take turns.
    public static let probesAtOnce = 32
    /// After so many lost endpoints a request does not try one after the other any more.
    static let lossesInARow = 4
    /// Tries of one request that the server's rate limit may cost, on top of one for each endpoint.
    public static let rateLimitRetries = 2

    public struct Endpoint: Sendable, Equatable {
        public let origin: String
        public fileprivate(set) var isHealthy = true
        public fileprivate(set) var isSuspect = false
        /// Whether it answered the last time that it was asked.
        fileprivate(set) var isProven = false
        fileprivate(set) var isProbing = false
        fileprivate(set) var lastProbe: Timestamp?
        fileprivate(set) var coolsUntil: Timestamp?

        init(origin: String) { self.origin = origin }
    }

    /// What one request went through so far.
    public struct Call: Sendable, Equatable {
        public fileprivate(set) var attempts = 0
        fileprivate var rateLimits = 0
        fileprivate var lost: Set<String> = []
        fileprivate var hasProbed = false
        public init() {}
    }

    public enum Choice: Sendable, Equatable {
        /// Send the request to the endpoint at this index.
        case use(Int)
        /// Every healthy endpoint cools down; ask again after this time.
        case wait(Duration)
        /// None is healthy: probe these at once, report each with `probed`, and ask again.
        case probe([Int])
        /// Somebody else is probing; ask again when that is done.
        case awaitProbes
        case giveUp
    }

    public enum Outcome: Sendable, Equatable {
        /// Any HTTP answer.
        case answered
        /// No connection.
        case lost
        /// Connected, but no answer in time.
        case slow
        /// HTTP 429. The jitter is 0 to 200 ms.
        case rateLimited(jitter: Duration)
        /// The caller gave up.
        case abandoned
    }

    public private(set) var endpoints: [Endpoint]

    /// - Parameter origins: In the order of priority, without duplicates.
    public init(origins: [String]) { endpoints = origins.map(Endpoint.init) }

    /// Takes other endpoints; what is known of those that stay is kept.
    public mutating func replace(origins: [String]) {
        let known = Dictionary(endpoints.map { ($0.origin, $0) }, uniquingKeysWith: { first, _ in first })
        endpoints = origins.map { known[$0] ?? Endpoint(origin: $0) }
    }

    /// Says where a request goes next.
    public mutating func next(_ call: inout Call, at now: Timestamp) -> Choice {
        guard call.attempts < endpoints.count + Self.rateLimitRetries, call.rateLimits <= Self.rateLimitRetries else { return .giveUp }
        let usable = endpoints.indices.filter { endpoints[$0].isHealthy && !call.lost.contains(endpoints[$0].origin) }
        if let index = usable.first(where: { !endpoints[$0].isCooling(at: now) }) {
            if call.lost.count >= Self.lossesInARow, !endpoints[index].isProven { return probeMany(usable, first: index, at: now) }
            call.attempts += 1
            return .use(index)
        }
        if let earliest = usable.compactMap({ endpoints[$0].coolsUntil }).min() { return .wait(earliest.since(now)) }
        return probeAll(&call, at: now)
    }

    /// Many members in a row are lost: the next ones are tried side by side, for each may take seconds to be silent.
    private mutating func probeMany(_ usable: [Int], first: Int, at now: Timestamp) -> Choice {
        if endpoints[first].isProbing { return .awaitProbes }
        let unproven = usable.filter { !endpoints[$0].isProven && !endpoints[$0].isProbing }.prefix(Self.probesAtOnce)
        begin(Array(unproven), at: now)
        return .probe(Array(unproven))
    }

    private mutating func probeAll(_ call: inout Call, at now: Timestamp) -> Choice {
        let down = endpoints.indices.filter { !endpoints[$0].isHealthy }
        if down.contains(where: { endpoints[$0].isProbing }) { return .awaitProbes }
        guard !call.hasProbed else { return .giveUp }
        call.hasProbed = true
        let stale = longestUnprobed(down.filter { !endpoints[$0].wasProbed(within: Self.probeFreshness, before: now) })
        guard !stale.isEmpty else { return .giveUp }
        // A probe that succeeds makes the endpoint worth another try.
        call.lost.subtract(stale.map { endpoints[$0].origin })
        begin(stale, at: now)
        return .probe(stale)
    }

    /// Reports how a try ended.
    public mutating func took(_ outcome: Outcome, of origin: String, in call: inout Call, at now: Timestamp) {
        if outcome == .lost { call.lost.insert(origin) }
        if case .rateLimited = outcome { call.rateLimits += 1 }
        guard let index = endpoints.firstIndex(where: { $0.origin == origin }) else { return }
        switch outcome {
        case .answered: endpoints[index].recover()
        case .lost: endpoints[index].lose(at: now)
        case .slow: endpoints[index].isSuspect = true
        case .rateLimited(let jitter):
            endpoints[index].recover()
            endpoints[index].coolsUntil = now + .milliseconds(150) * call.rateLimits + min(max(jitter, .zero), .milliseconds(200))
        case .abandoned: break
        }
    }

    /// The endpoints to probe in the background now; each is to be reported with `probed`.
    public mutating func dueProbes(at now: Timestamp) -> [Int] {
        let due = endpoints.indices.filter { index in
            let endpoint = endpoints[index]
            guard !endpoint.isHealthy || endpoint.isSuspect, !endpoint.isProbing else { return false }
            return !endpoint.wasProbed(within: Self.probeInterval, before: now)
        }
        let chosen = longestUnprobed(due)
        begin(chosen, at: now)
        return chosen
    }

    /// Of many the ones whose last probe is longest ago, in the order of priority.
    private func longestUnprobed(_ indices: [Int]) -> [Int] {
        guard indices.count > Self.probesAtOnce else { return indices }
        let early = Timestamp(milliseconds: .min)
        let order = indices.sorted { (endpoints[$0].lastProbe ?? early, $0) < (endpoints[$1].lastProbe ?? early, $1) }
        return order.prefix(Self.probesAtOnce).sorted()
    }

    /// Reports a probe's end; `nil` when it was given up.
    public mutating func probed(_ origin: String, isReachable: Bool?, at now: Timestamp) {
        guard let index = endpoints.firstIndex(where: { $0.origin == origin }) else { return }
        endpoints[index].isProbing = false
        guard let isReachable else { return }
        if isReachable { endpoints[index].recover() } else { endpoints[index].lose(at: now) }
    }

    private mutating func begin(_ indices: [Int], at now: Timestamp) {
        for index in indices {
            endpoints[index].isProbing = true
            endpoints[index].lastProbe = now
        }
    }
}

extension EndpointFailover.Endpoint {
    /// Pauses are short; a longer one comes of a clock that was set back.
    func isCooling(at now: Timestamp) -> Bool {
        guard let coolsUntil else { return false }
        return coolsUntil > now && coolsUntil.since(now) <= .seconds(1)
    }

    /// A probe of the future, left by a clock that was set back, counts as none.
    fileprivate func wasProbed(within time: Duration, before now: Timestamp) -> Bool {
        guard let lastProbe else { return false }
        return lastProbe <= now && now.since(lastProbe) < time
    }

    fileprivate mutating func recover() {
        isHealthy = true
        isSuspect = false
        isProven = true
    }

    fileprivate mutating func lose(at now: Timestamp) {
        isHealthy = false
        isSuspect = false
        isProven = false
        lastProbe = now
    }
}
