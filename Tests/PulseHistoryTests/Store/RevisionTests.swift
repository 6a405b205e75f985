import PulseCore
import Testing

@testable import PulseHistory

@Suite struct RevisionTests {
    /// Groups of sixteen share a revision, so the other resource is far away.
    @Test func aResourcesRevisionGrowsWithItsOwnSamplesAndWithWhatMayTouchAny() async throws {
        let directory = TemporaryDirectory()
        let store = try BlockStore(path: directory.database, clock: ManualWallClock(origin))
        for index in 0...HotGroup.width { try await store.add("vm\(index)", 1, at: origin) }
        let far = "vm\(HotGroup.width)"
        let (mine, other, any) = (store.revision(of: "vm0"), store.revision(of: far), store.revision)

        try await store.add(far, 2, at: origin + .seconds(10))
        #expect(store.revision(of: "vm0") == mine)
        #expect(store.revision(of: far) > other)
        #expect(store.revision > any)

        try await store.add("vm0", 2, at: origin + .seconds(20))
        #expect(store.revision(of: "vm0") > mine)

        let before = store.revision(of: "vm0")
        try await store.rename(key: far, to: "vm0")
        #expect(store.revision(of: "vm0") > before)
        let inherited = store.revision(of: "vm0")
        try await store.add("new", 1, at: origin)
        #expect(store.revision(of: "nobody") == inherited, "what never had samples changes with names only")
        await store.close()
    }
}
