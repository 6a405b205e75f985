import PulseAlerts
import PulseCore

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
        guard surroundings.steady() - startedAt >= Self.listingTime else { return }
        let listed = judgedConnections.values.filter { standing in
            standing.state == .healthy && standing.hasListed && !compared.contains(standing.id)
        }
        guard !listed.isEmpty else { return }
        compared.formUnion(listed.map(\.id))
        perform(.listed(listed.map(\.name).sorted(), surroundings.snapshot()))
    }
    /// Disks and updates are asked for less often than guests.
    private static let listingTime: Duration = .seconds(900)

    private static func subject(_ connection: String) -> String { "connection:\(connection)" }
}
