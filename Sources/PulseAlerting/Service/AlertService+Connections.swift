import PulseAlerts
import PulseCore
import PulseInventory

extension AlertService {
    /// Judges the connections that were looked at since the last time.
    func judgeConnections() {
        let standings = Dictionary(surroundings.connections().map { ($0.id, $0) }) { first, _ in first }
        let former = judgedConnections
        guard standings != former else { return }
        judgedConnections = standings
        // A look counts once: what was not asked since says nothing new.
        let fresh = standings.values.filter { former[$0.id] != $0 }.sorted { $0.id < $1.id }
        let gone = former.keys.filter { standings[$0] == nil }.sorted().map(Self.subject)
        if !fresh.isEmpty {
            let catalogue = Catalogue(surroundings.settings.current.configuration)
            perform(
                .judged(
                    fresh.map { standing in
                        let judgement = catalogue.judge(connection: standing)
                        return Assessment(subject: Self.subject(standing.id), judgement, catalogue.describe(judgement, of: standing))
                    }))
        }
        if !gone.isEmpty { perform(.gone(gone)) }
    }

    /// What was deleted while Pulse was down is found once its connection works again and had the time to show everything.
    func compareListings() {
        let working = judgedConnections.values.filter { $0.state == .healthy && $0.hasListed }.map(\.name)
        let listed = listings.take(Set(working), running: surroundings.steady() - startedAt)
        if !listed.isEmpty { perform(.listed(listed.sorted(), surroundings.snapshot())) }
    }

    private static func subject(_ connection: String) -> String { "connection:\(connection)" }
}
