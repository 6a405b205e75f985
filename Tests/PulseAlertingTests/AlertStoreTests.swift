import GRDB
import PulseAlerts
import PulseCore
import PulseStorage
import Testing

@testable import PulseAlerting

@Suite("What is kept of alerts")
struct AlertStoreTests {
    let folder = TemporaryFolder()
    let start = Timestamp(seconds: 1_764_000_000)

    private func open(_ retention: AlertStore.Retention = .init()) throws -> AlertStore {
        let database = try PulseDatabase(path: folder.path + "/pulse.db", migrations: AlertStore.migrations)
        return AlertStore(database: database, retention: retention)
    }

    private func alert(_ name: String, at start: Timestamp, _ level: AlertLevel = .warning) -> Alert {
        var alert = Alert(
            id: "lab:\(name)::metric-threshold:cpu", type: AlertType("cpu"), kind: .metricThreshold, level: level,
            resourceID: "lab:\(name)", resourceName: name, specID: "metric-threshold:cpu", startTime: start)
        alert.message = "VM cpu at 90%"
        return alert
    }

    private func write(_ store: AlertStore, _ actions: [(AlertAction, Timestamp)]) throws {
        try store.database.write { db in for (action, at) in actions { try store.write(action, at: at, in: db) } }
    }

    @Test func severityIsFilteredBeforeTheLimit() async throws {
        let store = try open()
        let actions: [(AlertAction, Timestamp)] = (0..<200).map { index in
            let at = start + .seconds(index)
            return (.opened(alert("vm\(index)", at: at, index % 40 == 0 ? .critical : .warning), isReopened: false), at)
        }
        try write(store, actions)
        var query = AlertHistoryQuery()
        query.limit = 5
        query.level = .critical
        let page = try await store.history(query)
        #expect(page.total == 5)
        #expect(page.entries.map(\.alert.resourceName) == ["vm160", "vm120", "vm80", "vm40", "vm0"])
        query.level = nil
        query.offset = 198
        #expect(try await store.history(query).entries.map(\.alert.resourceName) == ["vm1", "vm0"])
        query.resourceIDs = ["lab:vm7"]
        query.offset = 0
        #expect(try await store.history(query).total == 1)
    }

    @Test func anIncidentTellsEverythingInOrder() async throws {
        let store = try open()
        var seen = alert("web", at: start)
        try write(store, [(.opened(seen, isReopened: false), start)])
        seen.acknowledgement = .init(at: start + .seconds(5), by: "ann")
        let ended = ResolvedAlert(seen, at: start + .seconds(60), reason: .recovered)
        try write(store, [(.acknowledged(seen), start + .seconds(5)), (.resolved(ended), start + .seconds(60))])
        let incident = try #require(try await store.incident(alertID: seen.id, startedAt: start + .seconds(300)))
        #expect(incident.events.map(\.kind) == [.fired, .acknowledged, .resolved])
        #expect(incident.closedAt == start + .seconds(60) && incident.closedBecause == .recovered)
        #expect(incident.alert.acknowledgement?.by == "ann")
        #expect(try await store.incident(alertID: seen.id, startedAt: start + .seconds(3600)) == nil)
        #expect(try await store.incident(id: incident.id) == incident)
        #expect(try await store.incidents(resourceIDs: ["lab:web", "vm-1"], limit: 10) == [incident])
    }

    @Test func aReopenedOccurrenceIsOneRow() async throws {
        let store = try open()
        let one = alert("web", at: start)
        try write(
            store,
            [
                (.opened(one, isReopened: false), start),
                (.resolved(ResolvedAlert(one, at: start + .seconds(30), reason: .recovered)), start + .seconds(30)),
                (.opened(one, isReopened: true), start + .seconds(60)),
            ])
        let page = try await store.history(AlertHistoryQuery())
        #expect(page.total == 1 && page.entries[0].end == nil)
    }

    @Test func clearingTheHistoryKeepsIncidents() async throws {
        let store = try open()
        let one = alert("web", at: start)
        try write(store, [(.opened(one, isReopened: false), start)])
        try await store.clearHistory()
        #expect(try await store.history(AlertHistoryQuery()).total == 0)
        #expect(try await store.incident(alertID: one.id, startedAt: nil) != nil)
        try write(store, [(.opened(alert("db", at: start + .seconds(9)), isReopened: false), start + .seconds(9))])
        #expect(try await store.history(AlertHistoryQuery()).entries.map(\.alert.resourceName) == ["db"])
    }

    @Test func aTimelineHasABoundAndKeepsItsBeginning() async throws {
        var retention = AlertStore.Retention()
        retention.mostEvents = 10
        let store = try open(retention)
        let one = alert("web", at: start)
        try write(store, [(.opened(one, isReopened: false), start)])
        try await store.database.write { db in
            for index in 0..<50 { try store.note(one.occurrence, .note, "note \(index)", at: start, in: db) }
        }
        let events = try #require(try await store.incident(alertID: one.id, startedAt: nil)).events
        #expect(events.count == 10 && events.first?.kind == .fired && events.last?.summary == "note 49")
    }

    @Test func theOldGoesAndTheOpenStays() async throws {
        var retention = AlertStore.Retention()
        retention.mostIncidents = 3
        let store = try open(retention)
        let old = start - .seconds(40 * 86_400)
        var actions: [(AlertAction, Timestamp)] = [(.opened(alert("open", at: old), isReopened: false), old)]
        for index in 0..<6 {
            let one = alert("vm\(index)", at: old + .seconds(index))
            actions.append((.resolved(ResolvedAlert(one, at: old + .seconds(60), reason: .recovered)), old))
        }
        try write(store, actions)
        try await store.database.write { try store.clean(at: start, in: $0) }
        let kept = try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM alert_occurrences") }
        #expect(kept == 4)
        #expect(try await store.history(AlertHistoryQuery()).entries.map(\.alert.resourceName) == ["open"])
    }

    @Test func machinesComeBackAsTheyWere() throws {
        let store = try open()
        let changes: [RecordChange] = [
            .stored(StoredRecord(key: "a", body: [1, 2])), .stored(StoredRecord(key: "b", body: [3])), .forgotten(key: "b"),
        ]
        try store.database.write { try store.write(changes, in: $0) }
        #expect(try store.records() == [StoredRecord(key: "a", body: [1, 2])])
    }

    @Test func occurrencesWithoutAMachineAreClosed() async throws {
        let store = try open()
        let (kept, lost) = (alert("kept", at: start), alert("lost", at: start))
        try write(store, [(.opened(kept, isReopened: false), start), (.opened(lost, isReopened: false), start)])
        try await store.database.write { try store.closeOrphans(known: [kept.occurrence], at: start, in: $0) }
        let ends = try await store.history(AlertHistoryQuery()).entries.map { ($0.alert.resourceName, $0.end != nil) }
        #expect(ends.sorted { $0.0 < $1.0 }.map(\.1) == [false, true])
    }
}
