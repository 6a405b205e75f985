import Foundation
import PulseCore
import PulseInventory
import PulseStorage
import Testing

@testable import PulseChanges

@Suite("What is kept of changes")
struct ChangeStoreTests {
    private let path = NSTemporaryDirectory() + "pulse-changes-\(UUID().uuidString).db"
    private let start = ChangeScene.start

    private func open(_ retention: ChangeStore.Retention = .init()) throws -> ChangeStore {
        ChangeStore(database: try PulseDatabase(path: path, migrations: ChangeStore.migrations), retention: retention)
    }

    private func change(_ number: Int, of id: String = "vm-1") -> ResourceChange {
        ResourceChange(
            event: .status, resourceID: id, resourceName: "web", resourceType: "vm", at: start + .seconds(number / 2), before: "a\(number)",
            after: "b")
    }

    private func all(_ store: ChangeStore, of ids: [String]? = nil, after: JournalPlace? = nil, limit: Int = 1000) async throws
        -> [StoredChange]
    {
        try await store.changes(ChangeQuery(resourceIDs: ids, start: start, end: start + .seconds(10_000), after: after, limit: limit))
    }

    @Test func pagesHoldEveryChangeOnce() async throws {
        let store = try open()
        try store.write((0..<25).map { change($0, of: $0 % 2 == 0 ? "vm-1" : "vm-2") }, stored: [], forgotten: [])
        var found: [StoredChange] = []
        while true {
            let last = found.last.map { JournalPlace(at: $0.change.at, number: $0.number) }
            let page = try await all(store, after: last, limit: 4)
            if page.isEmpty { break }
            found += page
        }
        #expect(found.map(\.change.before) == (0..<25).reversed().map { "a\($0)" })
        #expect(try await all(store, of: ["vm-2"]).count == 12)
        #expect(try await all(store, of: ["vm-2", "vm-1"]).count == 25)
        #expect(try await all(store, of: []).isEmpty)
    }

    @Test func everythingOfAChangeComesBack() async throws {
        let store = try open()
        var configured = change(0)
        configured.event = .configured
        configured.setting = .memory
        var moved = change(2)
        moved.event = .migrated
        moved.related = ["agent-1", "agent-2"]
        moved.before = nil
        try store.write([configured, moved], stored: [], forgotten: [])
        #expect(try await all(store).map(\.change) == [moved, configured])
    }

    @Test func whatIsKnownSurvives() async throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        scene.setProxmox("100") { $0.cpus = 8 }
        _ = try scene.look(after: 1000)
        let news = scene.journal.takeUnstored()
        try open().write([], stored: news.stored, forgotten: [])
        let known = try open().known()
        #expect(known.sorted { $0.id < $1.id } == news.stored)
        #expect(known.count == 4)
        try open().write([], stored: [], forgotten: [known[0].id])
        #expect(try open().known().count == 3)
    }

    @Test func ageAndNumberAreBounded() async throws {
        var retention = ChangeStore.Retention()
        retention.mostChanges = 10
        retention.age = .seconds(8)
        let store = try open(retention)
        try store.write((0..<25).map { change($0) }, stored: [], forgotten: [])
        try store.clean(at: start)
        #expect(try await all(store).map(\.change.before) == (15..<25).reversed().map { "a\($0)" })
        try store.clean(at: start + .seconds(18))
        #expect(try await all(store).map(\.change.before) == (20..<25).reversed().map { "a\($0)" })
    }

    @Test func statesBeginWithTheLastBefore() async throws {
        let store = try open()
        try store.write((0..<6).map { change($0 * 20) }, stored: [], forgotten: [])
        for seconds in [0, 60] { try store.extendWatch(since: start, to: start + .seconds(seconds)) }
        let record = try await store.record(ofStates: ["vm-1"], from: start + .seconds(25), to: start + .seconds(45))
        #expect(record.transitions.map(\.before) == ["a40", "a60", "a80"])
        #expect(record.watches == [start...(start + .seconds(60))])
        #expect(record.since == nil)
    }
}
