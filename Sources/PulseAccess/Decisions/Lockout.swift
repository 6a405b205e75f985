import PulseCore

/// Refuses password attempts after repeated failures, counted by user name and by address.
///
/// Either lock refuses. The name's lock does not apply to addresses from which that user signed in lately, so that nobody can lock the
/// administrator out by his name alone. Kept in memory only.
public struct Lockout: Sendable {
    /// Failures that lock.
    public static let limit = 5
    /// How long a lock holds.
    public static let period: Duration = .seconds(15 * 60)
    /// Counts that were not touched for this long are forgotten.
    public static let idle: Duration = .seconds(30 * 60)
    /// How long an address counts as the user's own.
    public static let familiarity: Duration = .seconds(30 * 86_400)

    /// What happened.
    public enum Event: Sendable {
        case failure(user: String, address: String)
        case success(user: String, address: String)
        /// An administrator clears one user name or address.
        case reset(identifier: String)
    }

    /// What an attempt may expect.
    public enum Verdict: Sendable, Equatable {
        /// `failures` so far, less than the limit.
        case open(failures: Int)
        case locked(until: Timestamp)
    }

    private struct Entry {
        var failures = 0
        var lockedUntil: Timestamp?
        var lastFailure: Timestamp
    }
    private struct Pair: Hashable {
        let user: String
        let address: String
    }

    private var users: [String: Entry] = [:]
    private var addresses: [String: Entry] = [:]
    private var familiar: [Pair: Timestamp] = [:]
    private let capacity: Int

    /// - Parameter capacity: most names, addresses and familiar pairs remembered, each.
    public init(capacity: Int = 10_000) { self.capacity = max(1, capacity) }

    /// Whether the user may try from the address.
    public func verdict(user: String, address: String, at now: Timestamp) -> Verdict {
        let caller = AddressKey.of(address)
        let isFamiliar = familiar[Pair(user: user, address: caller)].map { now.since($0) < Self.familiarity } ?? false
        let entries = [isFamiliar ? nil : users[user], addresses[caller]].compactMap { $0 }.filter { isAlive($0, now) }
        let locks = entries.compactMap(\.lockedUntil).filter { $0 > now }
        if let until = locks.max() { return .locked(until: until) }
        return .open(failures: entries.map(\.failures).max() ?? 0)
    }

    /// Takes note of an event and gives the verdict on the next attempt.
    @discardableResult
    public mutating func handle(_ event: Event, at now: Timestamp) -> Verdict {
        switch event {
        case .failure(let user, let address):
            let caller = AddressKey.of(address)
            count(&users, user, now)
            count(&addresses, caller, now)
            return verdict(user: user, address: address, at: now)
        case .success(let user, let address):
            let caller = AddressKey.of(address)
            users[user] = nil
            addresses[caller] = nil
            remember(Pair(user: user, address: caller), now)
            return .open(failures: 0)
        case .reset(let identifier):
            users[identifier] = nil
            addresses[AddressKey.of(identifier)] = nil
            return .open(failures: 0)
        }
    }

    /// Names and addresses with failures that count, for tests and diagnostics.
    public var count: Int { users.count + addresses.count }

    private func isAlive(_ entry: Entry, _ now: Timestamp) -> Bool {
        if let until = entry.lockedUntil { return until > now }
        return now.since(entry.lastFailure) < Self.idle
    }

    private func count(_ entries: inout [String: Entry], _ key: String, _ now: Timestamp) {
        var entry = entries[key] ?? Entry(lastFailure: now)
        if !isAlive(entry, now) { entry = Entry(lastFailure: now) }
        if entry.lockedUntil == nil {
            entry.failures += 1
            entry.lastFailure = now
            if entry.failures >= Self.limit { entry.lockedUntil = now + Self.period }
        }
        if entries[key] == nil, entries.count >= capacity {
            entries = entries.filter { isAlive($0.value, now) }
            if entries.count >= capacity, let oldest = entries.min(by: { rank($0.value) < rank($1.value) }) { entries[oldest.key] = nil }
        }
        entries[key] = entry
    }

    /// Unlocked entries go first, then the oldest.
    private func rank(_ entry: Entry) -> Int64 { (entry.lockedUntil == nil ? 0 : 1 << 60) + entry.lastFailure.milliseconds / 2 }

    private mutating func remember(_ pair: Pair, _ now: Timestamp) {
        if familiar[pair] == nil, familiar.count >= capacity, let oldest = familiar.min(by: { $0.value < $1.value }) {
            familiar[oldest.key] = nil
        }
        familiar[pair] = now
    }
}
