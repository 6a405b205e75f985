import PulseCore

/// How many requests fit into a sliding window.
public struct RateBudget: Sendable, Hashable {
    /// At least 1.
    public let requests: Int
    public let window: Duration

    public init(requests: Int, window: Duration) {
        self.requests = requests
        self.window = window
    }
}

/// The answer of a limiter, with what the `X-RateLimit-…` headers need.
public enum RateVerdict: Sendable, Equatable {
    case allowed(remaining: Int)
    /// Refused; the next request fits after `retryAfter` whole seconds (at least 1), at `reset`.
    case refused(retryAfter: Int, reset: Timestamp)
}

/// Counts requests for each class and caller in sliding windows.
///
/// Two counters a caller instead of a list of times: the previous fixed window fades out in proportion to how far the current
/// one has come. Memory is bounded: at most `capacity` callers; beyond it the one idle longest is forgotten.
public struct RateLimits<Class: Hashable & Sendable, Caller: Hashable & Sendable>: Sendable {
    private struct Key: Hashable {
        let kind: Class
        let caller: Caller
    }
    private struct Counter {
        var windowStart: Int64
        var current = 0
        var previous = 0
        var lastUse: Timestamp
    }

    private var counters: [Key: Counter] = [:]
    private let capacity: Int

    /// - Parameter capacity: most callers remembered, all classes together.
    public init(capacity: Int = 20_000) { self.capacity = max(1, capacity) }

    /// How many callers are remembered.
    public var count: Int { counters.count }

    /// Counts one request and says whether it fits; a refused one is not counted.
    ///
    /// - Parameter key: the caller, an address with IPv6 cut to its /64.
    public mutating func check(_ kind: Class, key: Caller, budget: RateBudget, at now: Timestamp) -> RateVerdict {
        let window = max(1, budget.window.wholeMilliseconds)
        let start = now.milliseconds - now.milliseconds % window
        let id = Key(kind: kind, caller: key)
        var counter = counters[id] ?? Counter(windowStart: start, lastUse: now)
        if counters[id] == nil { makeRoom(at: now) }
        if start != counter.windowStart {
            counter.previous = start == counter.windowStart + window ? counter.current : 0
            counter.current = 0
            counter.windowStart = start
        }
        counter.lastUse = now
        let passed = now.milliseconds - start
        let faded = Double(counter.previous) * Double(window - passed) / Double(window)
        let used = counter.current + Int(faded.rounded(.up))
        defer { counters[id] = counter }
        guard used < budget.requests else {
            let wait = Self.wait(counter, budget.requests, window: window, passed: passed)
            return .refused(retryAfter: Int(max(1, (wait + 999) / 1000)), reset: now + .milliseconds(wait))
        }
        counter.current += 1
        return .allowed(remaining: budget.requests - used - 1)
    }

    /// Forgets callers that have been idle for `idle`.
    public mutating func purge(idle: Duration, at now: Timestamp) {
        counters = counters.filter { now.since($0.value.lastUse) < idle }
    }

    /// Milliseconds until one more request fits.
    private static func wait(_ counter: Counter, _ limit: Int, window: Int64, passed: Int64) -> Int64 {
        if counter.current < limit, counter.previous > 0 {
            // previous * (window - t) / window must fall to limit - current - 1.
            let target = Double(max(0, limit - counter.current - 1))
            let moment = Double(window) * (1 - target / Double(counter.previous))
            return max(1, Int64(moment.rounded(.up)) - passed)
        }
        // The current count becomes the previous one and then fades.
        let moment = Double(window) * (1 - Double(limit - 1) / Double(max(1, counter.current)))
        return max(1, window - passed + Int64(moment.rounded(.up)))
    }

    private mutating func makeRoom(at now: Timestamp) {
        guard counters.count >= capacity else { return }
        purge(idle: .seconds(600), at: now)
        guard counters.count >= capacity else { return }
        // Forget a tenth at once, so that a flood of addresses does not sort on every request.
        let oldest = counters.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(max(1, capacity / 10))
        for entry in oldest { counters[entry.key] = nil }
    }
}
