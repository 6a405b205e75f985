import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Presence of nodes")
struct NodePresenceTests {
    @Test("A silent node stays online for a minute, then it is offline (check 7)")
    func grace() {
        var presence = NodePresence(interval: .seconds(10))
        #expect(presence.handle(.listed(["a": true]), at: start) == [.init(node: "a", from: nil, to: .online)])
        #expect(presence.handle(.listed(["a": false]), at: .after(10)) == [.init(node: "a", from: .online, to: .grace)])
        #expect(presence.state(of: "a").connectionHealth == "degraded")
        #expect(presence.handle(.failed, at: .after(59)) == [])
        #expect(presence.handle(.tick, at: .after(60)) == [.init(node: "a", from: .grace, to: .offline)])
        #expect(presence.state(of: "a").connectionHealth == "error")
        #expect(presence.handle(.listed(["a": true]), at: .after(70)) == [.init(node: "a", from: .offline, to: .online)])
        #expect(presence.lastOnline("a") == .after(70))
    }

    @Test("The grace is twice the interval, and at least a minute", arguments: [(10, 60), (30, 60), (45, 90)] as [(Int64, Int64)])
    func length(interval: Int64, grace: Int64) {
        var presence = NodePresence(interval: .seconds(interval))
        _ = presence.handle(.listed(["a": true]), at: start)
        _ = presence.handle(.failed, at: .after(grace - 1))
        #expect(presence.state(of: "a") == .grace)
        _ = presence.handle(.tick, at: .after(grace))
        #expect(presence.state(of: "a") == .offline)
    }

    @Test("A node known from the configuration alone is offline and was never seen (check 8)")
    func placeholder() {
        var presence = NodePresence(interval: .seconds(10))
        #expect(presence.handle(.members(["b", "a"]), at: start).map(\.node) == ["a", "b"])
        #expect(presence.state(of: "a") == .offline)
        #expect(presence.lastOnline("a") == nil)
        #expect(presence.handle(.listed(["a": false]), at: .after(1)) == [])
        #expect(presence.state(of: "a") == .offline)
        #expect(presence.nodes == ["a", "b"])
    }

    @Test("A node that is missing from the list is silent; one that was removed is forgotten")
    func missing() {
        var presence = NodePresence(interval: .seconds(10))
        _ = presence.handle(.listed(["a": true, "b": true]), at: start)
        #expect(!presence.isAnySilent)
        #expect(presence.handle(.listed(["a": true]), at: .after(10)) == [.init(node: "b", from: .online, to: .grace)])
        #expect(presence.isAnySilent)
        #expect(presence.handle(.removed(["b", "x"]), at: .after(11)) == [.init(node: "b", from: .grace, to: nil)])
        #expect(presence.nodes == ["a"])
    }

    @Test(
        "Any stream of events keeps the promise: online when heard, grace only within its length, offline else",
        arguments: [1, 2, 3] as [UInt64])
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var presence = NodePresence(interval: .seconds(10))
        var heard: [String: (isOnline: Bool, last: Timestamp?)] = [:]
        var shown: [String: NodePresence.State] = [:]
        var now = start
        let names = ["a", "b", "c", "d"]
        for _ in 0..<2000 {
            now = now + .seconds(Int64.random(in: 0...25, using: &random))
            let event: NodePresence.Event
            switch Int.random(in: 0..<6, using: &random) {
            case 0: event = .failed
            case 1: event = .tick
            case 2: event = .members([names[Int.random(in: 0..<4, using: &random)]])
            case 3 where Int.random(in: 0..<4, using: &random) == 0: event = .removed([names[Int.random(in: 0..<4, using: &random)]])
            default:
                var list: [String: Bool] = [:]
                for name in names where Bool.random(using: &random) { list[name] = Int.random(in: 0..<4, using: &random) > 0 }
                event = .listed(list)
            }
            switch event {
            case .failed: for name in heard.keys { heard[name]?.isOnline = false }
            case .members(let names): for name in names where heard[name] == nil { heard[name] = (false, nil) }
            case .removed(let names): for name in names { heard[name] = nil }
            case .listed(let list):
                for name in Set(heard.keys).union(list.keys) {
                    let isOnline = list[name] ?? false
                    heard[name] = (isOnline, isOnline ? now : heard[name]?.last)
                }
            case .tick: break
            }
            for change in presence.handle(event, at: now) {
                #expect(shown[change.node] == change.from)
                shown[change.node] = change.to
            }
            #expect(presence.nodes == heard.keys.sorted())
            for (name, truth) in heard {
                let isRecent = truth.last.map { now.since($0) < .seconds(60) } ?? false
                let expected: NodePresence.State = truth.isOnline ? .online : isRecent ? .grace : .offline
                #expect(presence.state(of: name) == expected)
                #expect(shown[name] == expected)
            }
        }
    }
}
