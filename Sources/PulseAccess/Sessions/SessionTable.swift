import PulseCore

/// All live sessions: sliding expiry with an absolute cap, and a bound for each user.
public struct SessionTable: Sendable {
    /// Live sessions of one user; beyond it the one idle longest ends.
    public static let perUser = 10

    /// What must be done outside.
    public enum Action: Sendable, Equatable {
        case save(Session)
        case delete(key: String)
        /// Sockets of the session must close.
        case ended(key: String)
    }

    private var sessions: [String: Session] = [:]
    private var slid: Set<String> = []

    public init(_ stored: [Session] = []) {
        for session in stored { sessions[session.key] = session }
    }

    public var count: Int { sessions.count }
    public var all: [Session] { sessions.values.sorted { ($0.createdAt, $0.key) < ($1.createdAt, $1.key) } }

    /// The live session, without using it.
    public func peek(_ key: String, at now: Timestamp) -> Session? {
        sessions[key].flatMap { $0.expiresAt > now ? $0 : nil }
    }

    /// Uses a session: extends it. `renewal` is set, once, when the cookie has passed half of its life.
    public mutating func use(_ key: String, address: String, at now: Timestamp) -> (session: Session, renewal: Duration?)? {
        guard var session = peek(key, at: now) else { return nil }
        if session.isRecovery, session.address != address { return nil }
        session.expiresAt = max(session.expiresAt, min(now + session.duration, session.cap))
        var renewal: Duration?
        let left = session.expiresAt.since(now)
        if now.since(session.cookieSentAt) > session.duration / 2, !session.isRecovery {
            session.cookieSentAt = now
            renewal = left
        }
        sessions[key] = session
        slid.insert(key)
        return (session, renewal)
    }

    /// Opens a session, ending `replaced` and whatever exceeds the user's bound.
    public mutating func open(_ session: Session, replacing replaced: String? = nil, at now: Timestamp) -> [Action] {
        var actions: [Action] = []
        if let replaced { actions += end(replaced) }
        var others = sessions.values.filter { $0.user == session.user }.sorted { ($0.expiresAt, $0.key) < ($1.expiresAt, $1.key) }
        while others.count >= Self.perUser { actions += end(others.removeFirst().key) }
        sessions[session.key] = session
        return actions + [.save(session)]
    }

    /// Ends one session; nothing happens when there is none.
    public mutating func end(_ key: String) -> [Action] {
        slid.remove(key)
        return sessions.removeValue(forKey: key) == nil ? [] : [.delete(key: key), .ended(key: key)]
    }

    /// Ends the user's sessions but one.
    public mutating func endAll(of user: String, except kept: String? = nil) -> [Action] {
        let keys = sessions.values.filter { $0.user == user && $0.key != kept }.map(\.key).sorted()
        return keys.flatMap { end($0) }
    }

    /// Ends what has expired and saves what has slid since the last sweep.
    public mutating func sweep(at now: Timestamp) -> [Action] {
        let expired = sessions.values.filter { $0.expiresAt <= now }.map(\.key).sorted()
        let ends = expired.flatMap { end($0) }
        let saves = slid.sorted().compactMap { sessions[$0] }.map(Action.save)
        slid = []
        return ends + saves
    }
}
