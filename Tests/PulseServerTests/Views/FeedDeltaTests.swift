import PulseCore
import PulseInventory
import Testing

@testable import PulseServer

/// A browser that follows the rules of `state-and-websocket` §6.5 and keeps a baseline as the server does.
private struct Browser {
    var client: FeedClient
    var resources: [JSONValue] = []
    var members: [String: JSONValue] = [:]

    init(legacy: Bool) { client = FeedClient(wantsLegacy: legacy) }

    mutating func apply(_ message: [UInt8]) throws {
        guard case .object(var data)? = try JSONValue(message)["data"] else { return }
        let delta = data.removeValue(forKey: "resourceDelta")
        if let full = data.removeValue(forKey: "resources") {
            resources = full.elements
            members = [:]
        }
        for (key, value) in data { members[key] = value == .null ? nil : value }
        guard let delta else { return }
        let removed = Set(delta["removed"]?.elements.compactMap(\.text) ?? [])
        resources.removeAll { removed.contains($0["id"]?.text ?? "") }
        for upsert in delta["upserts"]?.elements ?? [] {
            if let index = resources.firstIndex(where: { $0["id"] == upsert["id"] }) {
                resources[index] = resources[index].merging(upsert)
            } else {
                resources.append(upsert)
            }
        }
        guard let order = delta["order"]?.elements else { return }
        let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1.text ?? "", $0) })
        resources.sort { rank[$0["id"]?.text ?? ""] ?? Int.max < rank[$1["id"]?.text ?? ""] ?? Int.max }
    }
}

@Suite struct FeedDeltaTests {
    /// Random estates, random laggards: whoever applies the frames has the state exactly.
    @Test(arguments: 0..<12)
    func framesReproduceTheState(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var estate = Estate()
        var guests: [Int: Double] = [:]
        var history = FrameHistory(depth: 3)
        var last: FeedFrame?
        var browsers = [Browser(legacy: false), Browser(legacy: false), Browser(legacy: true)]
        for _ in 0..<40 {
            for _ in 0..<(1 + random.next() % 4) { Self.change(&guests, &random) }
            estate.clock.advance(by: .seconds(5))
            try estate.observe(guests.map(Self.guest))
            let frame = estate.views().frame(after: last, legacy: true)
            var messages = FrameMessages(frame)
            history.append(frame)
            last = frame
            for index in browsers.indices {
                // Some browsers sleep through several frames, more than are remembered.
                let backlog = random.next() % 4 == 0 || index == 0 ? 0 : 1
                try Self.send(&messages, history, to: &browsers[index], backlog: backlog)
                guard browsers[index].client.baseline?.number == frame.number else { continue }
                #expect(browsers[index].resources == (try frame.fragments.map { try JSONValue($0.bytes) }))
                for member in frame.members where browsers[index].client.wantsLegacy || !member.isLegacy {
                    #expect(browsers[index].members[member.name] == (try JSONValue(member.value)), "\(member.name)")
                }
            }
        }
    }

    private static func change(_ guests: inout [Int: Double], _ random: inout SeededGenerator) {
        let id = Int(random.next() % 12)
        if random.next() % 4 == 0 { guests[id] = nil } else { guests[id] = Double(random.next() % 100) }
    }

    private static func guest(_ id: Int, _ cpu: Double) -> ObservedResource {
        var resource = Estate.vm(id)
        // Renaming moves a guest in the order; low loads have no figure at all.
        resource.name = cpu > 90 ? "a\(id)" : "vm\(id)"
        resource.metrics.cpu = cpu < 20 ? nil : cpu
        return resource
    }

    private static func send(
        _ messages: inout FrameMessages, _ history: FrameHistory, to browser: inout Browser, backlog: Int
    ) throws {
        let frame = messages.frame
        let legacy = browser.client.wantsLegacy
        switch browser.client.step(to: frame.number, backlog: backlog) {
        case .nothing, .wait: return
        case .full(let isInitial):
            try browser.apply(Array(messages.fullMessage(isInitial: isInitial, legacy: legacy).plain.readableBytesView))
        case .delta:
            let baseline = try #require(browser.client.baseline)
            if let message = messages.deltaMessage(from: baseline, history: history, legacy: legacy) {
                try browser.apply(Array(message.plain.readableBytesView))
            }
        }
        browser.client.delivered(frame.baseline)
    }

    @Test func oneChangeIsOneUpsert() throws {
        var estate = Estate()
        try estate.observe([Estate.host("a"), Estate.host("b")])
        let before = estate.views().frame(after: nil, legacy: false)
        try estate.observe([Estate.host("a"), Estate.host("b", cpu: 50)])
        let after = estate.views().frame(after: before, legacy: false)
        var patches = PatchCache()
        let delta = FeedDelta(from: before.baseline, previous: before, to: after, patches: &patches)
        #expect(delta.upserts.count == 1)
        let upsert = try JSONValue(try #require(delta.upserts.first))
        #expect(upsert["cpu"]?["current"] == 50)
        #expect(upsert.keys.isSuperset(of: ["id", "cpu"]))
        #expect(delta.removed.isEmpty)
        #expect(delta.order == nil)
        #expect(!delta.isHeartbeat)
    }

    @Test func signsOfLifeAreAHeartbeat() throws {
        var estate = Estate()
        try estate.observe([Estate.host("a")], SourceScope(.agent, "a"))
        let before = estate.views().frame(after: nil, legacy: true)
        estate.clock.advance(by: .seconds(10))
        var host = Estate.host("a")
        host.uptime = 110
        try estate.observe([host], SourceScope(.agent, "a"))
        let after = estate.views().frame(after: before, legacy: true)
        var patches = PatchCache()
        let delta = FeedDelta(from: before.baseline, previous: before, to: after, patches: &patches)
        #expect(delta.isHeartbeat)
        #expect(delta.upserts.count == 1)
        #expect(delta.members.contains { $0.name == "lastUpdate" })
    }

    @Test func goneIsRemovedAndOrdered() throws {
        var estate = Estate()
        try estate.observe([Estate.vm(1), Estate.vm(2), Estate.vm(3)])
        let before = estate.views().frame(after: nil, legacy: false)
        try estate.observe([Estate.vm(1), Estate.vm(3), Estate.vm(0)])
        let after = estate.views().frame(after: before, legacy: false)
        var patches = PatchCache()
        let delta = FeedDelta(from: before.baseline, previous: before, to: after, patches: &patches)
        let gone = try #require(before.fragments.first { (try? JSONValue($0.bytes)["name"]) == "vm2" }?.id)
        #expect(delta.removed == [gone])
        #expect(delta.order == after.fragments.map(\.id))
        #expect(!delta.isHeartbeat)
    }
}
