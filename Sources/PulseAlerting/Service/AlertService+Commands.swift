import PulseAlerts
import PulseCore

/// What people do with alerts.
extension AlertService {
    /// What a person does with one alert.
    public enum Command: String, Sendable { case acknowledge, unacknowledge, clear }

    /// Carries out a command. `id` in any form of `alerts` §4.
    ///
    /// - Returns: False when no such alert is open.
    public func carryOut(_ command: Command, on id: String, by user: String) -> Bool {
        guard engine.alert(id) != nil else { return false }
        switch command {
        case .acknowledge: perform(.acknowledge(id: id, by: user))
        case .unacknowledge: perform(.unacknowledge(id: id, by: user))
        case .clear: perform(.clear(id: id, by: user))
        }
        return true
    }

    /// Says that Pulse itself is in trouble, or well again.
    public func report(_ condition: SystemCondition) { perform(.system(condition)) }

    /// Adds a note of a person to an occurrence's timeline.
    ///
    /// - Returns: False when there is no such incident.
    public func note(_ text: String, on incident: IncidentName, by user: String) async throws -> Bool {
        let store = surroundings.store
        let found: Incident? =
            switch incident {
            case .id(let id): try await store.incident(id: id)
            case .alert(let id): try await store.incident(alertID: engine.alert(id)?.id ?? id, startedAt: nil)
            }
        guard let found else { return false }
        let now = surroundings.clock.now
        try await surroundings.database.write { db in
            try store.note(found.alert.occurrence, .note, text, details: ["user": .text(user)], at: now, in: db)
        }
        return true
    }

    /// How an incident is named in a request.
    public enum IncidentName: Sendable, Equatable {
        case id(String)
        /// The newest occurrence of this alert.
        case alert(String)
    }

    /// The alert that answers to this id and is open.
    public func alert(_ id: String) -> Alert? { engine.alert(id) }
}
