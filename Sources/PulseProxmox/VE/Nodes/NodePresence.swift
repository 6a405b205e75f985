import PulseCore

/// Which nodes of a connection are there, with a grace before one is called offline, `platform-polling` §2.1.
struct NodePresence: Sendable, Equatable {
    enum State: String, Sendable {
        case online
        /// Not heard, but not for long: shown as online, with a degraded connection.
        case grace
        case offline
    }
    enum Event: Sendable, Equatable {
        /// These nodes are known from the configuration or the cluster, heard or not.
        case members([String])
        /// The platform listed its nodes: whether each is online by its own word. A node that is missing was not heard.
        case listed([String: Bool])
        /// Nobody answered.
        case failed
        /// These nodes are no longer part of the connection.
        case removed([String])
        /// Time went on.
        case tick
    }
    struct Change: Sendable, Equatable {
        var node: String
        /// `nil` for a node that was not known.
        var from: State?
        /// `nil` for one that was removed.
        var to: State?
    }

    /// Most nodes of one connection; more are not followed.
    static let mostNodes = 1024

    private struct Sighting: Sendable, Equatable {
        /// Whether it was online when last asked for.
        var isOnline = false
        var lastOnline: Timestamp?
        /// `nil` until it was first judged.
        var state: State?
    }
    private var sightings: [String: Sighting] = [:]
    /// How long a node may be silent.
    let grace: Duration

    /// - Parameter interval: between polls; the grace is twice that, and at least a minute.
    init(interval: Duration) { grace = max(.seconds(60), interval * 2) }

    /// Every known node, sorted.
    var nodes: [String] { sightings.keys.sorted() }

    /// Takes the event in and answers whose state changed, in the order of names.
    mutating func handle(_ event: Event, at now: Timestamp) -> [Change] {
        var changes: [Change] = []
        switch event {
        case .members(let names):
            for name in names where sightings[name] == nil { add(name) }
        case .listed(let online):
            for name in online.keys.sorted() where sightings[name] == nil { add(name) }
            for name in sightings.keys { sightings[name]?.isOnline = online[name] ?? false }
            for (name, isOnline) in online where isOnline { sightings[name]?.lastOnline = now }
        case .failed:
            for name in sightings.keys { sightings[name]?.isOnline = false }
        case .removed(let names):
            for name in names.sorted() {
                guard let gone = sightings.removeValue(forKey: name) else { continue }
                changes.append(Change(node: name, from: gone.state, to: nil))
            }
        case .tick: break
        }
        settle(at: now, &changes)
        return changes
    }

    func state(of node: String) -> State { sightings[node]?.state ?? .offline }

    /// When the node was last online; `nil` when never since the start.
    func lastOnline(_ node: String) -> Timestamp? { sightings[node]?.lastOnline }

    /// Whether any known node is not heard.
    var isAnySilent: Bool { sightings.values.contains { !$0.isOnline } }

    private mutating func add(_ name: String) {
        guard sightings.count < Self.mostNodes, !name.isEmpty else { return }
        sightings[name] = Sighting()
    }

    private mutating func settle(at now: Timestamp, _ changes: inout [Change]) {
        for name in nodes {
            guard var sighting = sightings[name] else { continue }
            let state = state(of: sighting, at: now)
            guard state != sighting.state else { continue }
            changes.append(Change(node: name, from: sighting.state, to: state))
            sighting.state = state
            sightings[name] = sighting
        }
    }

    private func state(of sighting: Sighting, at now: Timestamp) -> State {
        if sighting.isOnline { return .online }
        guard let last = sighting.lastOnline else { return .offline }
        return now.since(last) < grace ? .grace : .offline
    }
}

extension NodePresence.State {
    /// The word for the connection to the node.
    var connectionHealth: String {
        switch self {
        case .online: "healthy"
        case .grace: "degraded"
        case .offline: "error"
        }
    }
}
