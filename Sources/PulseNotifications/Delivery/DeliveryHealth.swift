import PulseAlerts
import PulseCore

/// Which destinations are dead, and what Pulse says of itself because of it, `notifications` §6.3.
struct DeliveryHealth: Sendable, Equatable {
    /// By why they are thought dead.
    private(set) var given: [DestinationID: String] = [:]
    private(set) var selfTests: [DestinationID: String] = [:]
    private var told: Set<DestinationID>?

    static let type = AlertType("notification-delivery")

    /// - Parameter dead: what the outbox says at the start.
    init(dead: Set<DestinationID> = []) { for id in dead { given[id] = "messages were given up" } }

    mutating func handle(_ news: Dispatcher.News, from id: DestinationID) {
        switch news {
        case .delivered:
            given[id] = nil
            selfTests[id] = nil
        case .gaveUp(let failure): given[id] = failure.summary
        case .selfTestFailed(let failure): selfTests[id] = failure.summary
        }
    }

    /// Takes over what the outbox says now, and forgets what is switched off or gone.
    mutating func refresh(dead: Set<DestinationID>, enabled: Set<DestinationID>) {
        given = given.filter { dead.contains($0.key) && enabled.contains($0.key) }
        for id in dead where enabled.contains(id) && given[id] == nil { given[id] = "messages were given up" }
        selfTests = selfTests.filter { enabled.contains($0.key) }
    }

    var dead: Set<DestinationID> { Set(given.keys).union(selfTests.keys) }

    /// What is to be told now; `nil` when nothing changed since the last time.
    mutating func change(names: (DestinationID) -> String) -> SystemCondition? {
        let dead = dead
        guard dead != (told ?? []) else { return nil }
        told = dead
        guard !dead.isEmpty else { return SystemCondition(Self.type, level: nil, message: "Every destination works again") }
        let causes = dead.sorted().map { id in "\(names(id)) (\(given[id] ?? selfTests[id] ?? ""))" }
        return SystemCondition(
            Self.type, level: .critical, message: "Notifications do not arrive at \(causes.joined(separator: ", "))",
            metadata: ["deadDestinations": .texts(dead.sorted().map(\.rawValue))])
    }
}
