import PulseCore
import PulseInventory
import Testing

@testable import PulseChanges

@Suite("What is worth remembering")
struct ChangeJournalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: @Sendable (inout ChangeScene) -> Void
        let expected: [String]
        init(_ name: String, _ expected: [String], _ change: @escaping @Sendable (inout ChangeScene) -> Void) {
            testDescription = name
            self.expected = expected
            self.change = change
        }
    }

    static let cases: [Case] = [
        Case("nothing", []) { _ in },
        Case("a guest stops", ["status online → offline"]) {
            $0.rows["100"]?.status = .offline
            $0.setProxmox("100") { $0.uptime = nil }
        },
        Case("an unknown state", []) { $0.rows["100"]?.status = .unknown },
        Case("a guest restarts", ["restarted 2025-11-23T12:13:20Z → 2025-11-24T16:16:45Z"]) { $0.setProxmox("100") { $0.uptime = 5 } },
        Case("an uptime that stands still", []) { $0.carried = ["100"] },
        Case("a few seconds less", []) { $0.setProxmox("100") { $0.uptime = 100_970 } },
        Case("a guest migrates", ["migration n1 → n2"]) { $0.move("100", to: "n2") },
        Case("processors", ["configuration cpus 2 → 4"]) { $0.setProxmox("100") { $0.cpus = 4 } },
        Case("processors nobody knows", []) { $0.setProxmox("100") { $0.cpus = nil } },
        Case("memory", ["configuration memory 4 GiB → 6.5 GiB"]) { $0.rows["100"]?.metrics.memory = Capacity(used: 1, total: 13 << 29) },
        Case("memory that nobody can tell apart", []) { $0.rows["100"]?.metrics.memory = Capacity(used: 1, total: 4 << 30 - 1 << 20) },
        Case("memory by another source", []) {
            $0.rows["100"]?.metrics.memory = Capacity(used: 1, total: 3 << 30)
            $0.rows["100"]?.provenance = [Provenance(.memory, source: "guest-agent-meminfo", measuredAt: ChangeScene.start)]
        },
        Case("memory carried forward", []) {
            $0.rows["100"]?.metrics.memory = Capacity(used: 1, total: 3 << 30)
            $0.rows["100"]?.provenance = [Provenance(.memory, source: "previous-snapshot", measuredAt: ChangeScene.start)]
        },
        Case("a tag", ["configuration tags prod → prod, web"]) { $0.rows["100"]?.tags = ["web", "prod"] },
        Case("a name", ["configuration name web100 → shop"]) { $0.rows["100"]?.name = "shop" },
        Case(
            "an upgraded node",
            ["restarted 2025-11-18T21:06:40Z → 2025-11-24T16:16:50Z", "configuration kernel 6.8.12-4-pve → 6.14.8-2-pve"]
        ) {
            $0.setProxmox("n1") { facet in
                facet.uptime = 0
                facet.kernelVersion = "6.14.8-2-pve"
            }
        },
        Case("figures", []) {
            $0.rows["100"]?.metrics.cpu = 99
            $0.rows["n1"]?.metrics.cpu = 1
        },
        Case("a new guest", ["resource_created online"]) { $0.rows["200"] = ChangeScene.guest(200, on: "n2") },
        Case("a guest less", ["resource_removed online →"]) { $0.rows["101"] = nil },
    ]

    @Test(arguments: cases)
    func oneLookTells(_ one: Case) throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        #expect(try scene.look(after: 1000) == [])
        one.change(&scene)
        #expect(try scene.look(after: 100).map(\.line) == one.expected)
        #expect(try scene.look() == [], "told once")
    }

    @Test func aNewConnectionIsNotTenThousandChanges() throws {
        var scene = try ChangeScene(guests: 50)
        #expect(try scene.look().map(\.resourceName).sorted() == ["n1", "n2"])
        // What comes soon after belongs to it, what comes later is news.
        scene.rows["900"] = ChangeScene.guest(900, on: "n1")
        #expect(try scene.look() == [])
        scene.rows["901"] = ChangeScene.guest(901, on: "n1")
        #expect(try scene.look(after: 1000).map(\.resourceName) == ["web901"])
        // A node that goes takes its guests along.
        scene.rows = scene.rows.filter { $0.key == "n2" }
        #expect(try scene.look().map(\.line) == ["resource_removed online →"])
    }

    @Test func whatComesBackWithItsParentIsToldByIt() throws {
        var scene = try ChangeScene(guests: 20)
        _ = try scene.look()
        _ = try scene.look(after: 1000)
        let rows = scene.rows
        scene.rows = [:]
        #expect(try scene.look().map(\.summary) == ["No longer there", "No longer there"])
        scene.rows = rows
        let back = try scene.look(after: 600)
        #expect(back.map(\.resourceName).sorted() == ["n1", "n2"])
        #expect(back.map(\.summary) == ["There again", "There again"])
        scene.rows["105"] = nil
        #expect(try scene.look(after: 1000).map(\.line) == ["resource_removed online →"])
        scene.rows["105"] = rows["105"]
        #expect(try scene.look().map(\.line) == ["resource_created absent → online"])
    }

    @Test func aPartialLookTakesNothingAway() throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        scene.rows["101"] = nil
        #expect(try scene.look(after: 1000, .partial) == [])
        #expect(try scene.look().map(\.event) == [.gone])
    }

    @Test func silenceIsToldByTheNodesAlone() throws {
        var scene = try ChangeScene(guests: 20)
        _ = try scene.look()
        let told = try scene.silence(3600)
        #expect(Set(told.map(\.resourceName)) == ["n1", "n2"])
        #expect(told.allSatisfy { $0.event == .status && $0.before == "online" })
        #expect(Set(try scene.look().map(\.resourceName)) == ["n1", "n2"])
    }

    @Test func aRestartOfPulseTellsOnlyWhatChangedMeanwhile() throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        _ = try scene.look(after: 1000)
        scene.restart()
        #expect(try scene.look(after: 600) == [])
        scene.restart()
        scene.setProxmox("100") { $0.uptime = 10 }
        scene.move("101", to: "n2")
        #expect(try scene.look(after: 600).map(\.event) == [.migrated])
        #expect(try scene.look().map(\.event) == [.restarted], "one reading may be an old one")
        #expect(try scene.look() == [])
    }

    @Test func aClockThatIsSetRestartsNothing() throws {
        var scene = try ChangeScene()
        for _ in 0..<3 { _ = try scene.look() }
        scene.carried = ["100", "101", "n1", "n2"]
        #expect(try scene.look(after: 3600) == [])
        scene.carried = []
        for _ in 0..<3 { #expect(try scene.look() == []) }
        scene.setProxmox("100") { $0.uptime = 0 }
        #expect(try scene.look().map(\.event) == [.restarted])
    }

    @Test func whatWentWhileNobodyLookedIsFound() throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        scene.restart()
        let id = scene.journal.count
        scene.rows["101"] = nil
        #expect(try scene.look(after: 1000) == [])
        #expect(scene.journal.compare(["other"], with: scene.inventory.snapshot, at: scene.now) == [])
        #expect(scene.journal.compare(["lab"], with: scene.inventory.snapshot, at: scene.now).map(\.line) == ["resource_removed online →"])
        #expect(scene.journal.compare(["lab"], with: scene.inventory.snapshot, at: scene.now) == [])
        #expect(id == scene.journal.count, "what is gone is remembered for a while")
        scene.journal.forgetGone(at: scene.now + .seconds(90_000))
        #expect(scene.journal.count == id - 1)
    }

    @Test func flappingIsBoundedAndEndsWithTheTruth() throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        var told: [ResourceChange] = []
        for round in 0..<8640 {
            scene.rows["100"]?.status = round % 2 == 0 ? .offline : .online
            told += try scene.look()
        }
        // A day: the burst and one in five minutes.
        #expect((250...310).contains(told.count), "\(told.count)")
        for (before, after) in zip(told, told.dropFirst()) { #expect(before.after == after.before) }
        scene.rows["100"]?.status = .offline
        told += try scene.look()
        told += try scene.look(after: 7200)
        #expect(told.last?.after == "offline")
        #expect(try scene.look(after: 7200) == [])
    }

    @Test func whatComesAndGoesIsBounded() throws {
        var scene = try ChangeScene()
        _ = try scene.look()
        _ = try scene.look(after: 1000)
        let guest = scene.rows["101"]
        var told: [ResourceChange] = []
        for round in 0..<1000 {
            scene.rows["101"] = round % 2 == 0 ? nil : guest
            told += try scene.look()
        }
        #expect((20...60).contains(told.count), "\(told.count)")
        told += try scene.look(after: 7200)
        #expect(told.last?.event == .appeared)
    }
}
