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
    /// Tries of one request that the server's rate limit may cost, on top of one for each endpoint.
    public static let rateLimitRetries = 2

    public struct Endpoint: Sendable, Equatable {
        public let origin: String
        public fileprivate(set) var isHealthy = true
        public fileprivate(set) var isSuspect = false
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
            call.attempts += 1
            return .use(index)
        }
        if let earliest = usable.compactMap({ endpoints[$0].coolsUntil }).min() { return .wait(earliest.since(now)) }
        return probeAll(&call, at: now)
    }

    private mutating func probeAll(_ call: inout Call, at now: Timestamp) -> Choice {
        let down = endpoints.indices.filter { !endpoints[$0].isHealthy }
        if down.contains(where: { endpoints[$0].isProbing }) { return .awaitProbes }
        guard !call.hasProbed else { return .giveUp }
        call.hasProbed = true
        let stale = down.filter { !endpoints[$0].wasProbed(within: Self.probeFreshness, before: now) }
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
        begin(due, at: now)
        return due
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
    }

    fileprivate mutating func lose(at now: Timestamp) {
        isHealthy = false
        isSuspect = false
        lastProbe = now
    }
}
