import PulseCore
import PulseInventory
import PulseLab
import Testing

@testable import PulseProxmox

/// What a poller asks of a laboratory cluster's memory, over TLS.
@Suite(.serialized) struct HistoryFillingTests {
    @Test func whatWasMissedIsAskedForAndFilledIn() async throws {
        try await LabWorld.run { world in
            try await world.poll()
            await world.sink.settle()
            let guest = try #require(world.sink.resources(.systemContainer).first { $0.status == .online })
            // All that the cluster remembers was missed before the connection; what counts here is the hole to come.
            let first = try #require(world.sink.filled.first { $0.sourceID == guest.sourceID })
            #expect(first.points.count > 170)
            world.sink.forgetFilled()
            let before = world.clock.now
            world.sink.remember([guest.sourceID: before])
            world.cluster.add(LabFault(.status(503, message: "busy")))
            for _ in 0..<6 { try? await world.poll(after: .seconds(50)) }
            world.cluster.removeFaults()
            try await world.poll()
            await world.sink.settle()
            let filled = try #require(world.sink.filled.first { $0.sourceID == guest.sourceID })
            #expect(filled.points.count >= 28)
            let moments = [before] + filled.points.map(\.at) + [world.clock.now]
            let longest = zip(moments.dropFirst(), moments).map { $0.since($1) }.max()
            let ages = moments.map { $0.since(before).wholeMilliseconds / 1000 }
            #expect(try #require(longest) <= .seconds(15), "a hole is longer than a tick and a half: \(ages)")
            #expect(filled.points.allSatisfy { point in point.samples.contains { $0.metric == .cpu } })
        }
    }

    @Test func whatIsRememberedOfManyGuestsIsFilledInSeveralBites() async throws {
        try await LabWorld.run(nodes: 4, guests: 240) { world in
            try await world.poll()
            await world.sink.settle()
            #expect(world.cluster.counts.byTemplate["/cluster/metrics/export"] == 4)
            let running = world.sink.resources(.systemContainer).filter { $0.status == .online } + world.sink.resources(.agent)
            let found = Dictionary(world.sink.filled.map { ($0.sourceID, $0.points.count) }, uniquingKeysWith: +)
            #expect(!running.isEmpty)
            #expect(running.allSatisfy { found[$0.sourceID, default: 0] > 170 })
        }
    }

    @Test func beforeVersionNineEachMemberIsAskedItself() async throws {
        try await LabWorld.run(nodes: 4, guests: 240, version: LabVersion(8, 4)) { world in
            try await world.poll()
            await world.sink.settle()
            // Once in vain for named nodes.
            #expect(world.cluster.counts.byTemplate["/cluster/metrics/export"] == 5)
            let running = world.sink.resources(.systemContainer).filter { $0.status == .online } + world.sink.resources(.agent)
            let found = Dictionary(world.sink.filled.map { ($0.sourceID, $0.points.count) }, uniquingKeysWith: +)
            #expect(running.allSatisfy { (171...181).contains(found[$0.sourceID, default: 0]) }, "\(found)")
        }
    }

    @Test func whatCannotBeReachedItselfIsTakenFromTheWhole() async throws {
        try await LabWorld.run(nodes: 4, guests: 80, version: LabVersion(8, 4), listeners: 2) { world in
            try await world.poll()
            await world.sink.settle()
            let found = Dictionary(world.sink.filled.map { ($0.sourceID, $0.points.count) }, uniquingKeysWith: +)
            let nodes = world.sink.resources(.agent)
            #expect(nodes.count == 4 && nodes.allSatisfy { (171...181).contains(found[$0.sourceID, default: 0]) }, "\(found)")
            // The first in vain, two members, and the whole for the other two.
            #expect(world.cluster.counts.byTemplate["/cluster/metrics/export"] == 4)
        }
    }

    @Test(.timeLimit(.minutes(5))) func aClusterThatHangsDelaysNoOther() async throws {
        var options = PollerOptions()
        options.historyTurns = HistoryTurns(courtesy: .milliseconds(20))
        // Far longer than the test waits for the other.
        options.historyPatience = (.seconds(600), .seconds(600))
        let plans = [11, 12].map { EstatePlan(index: $0, nodes: 2, guests: 12, epoch: LabWorld.start - .seconds(7200)) }
        try await LabWorld.run(plans, options: options) { worlds in
            let (hanging, other) = (worlds[0], worlds[1])
            hanging.cluster.add(LabFault(.hang, path: "/cluster/metrics/export"))
            try await hanging.poll()
            while hanging.cluster.counts.byTemplate["/cluster/metrics/export"] == nil { try await Task.sleep(for: .milliseconds(20)) }
            try await other.poll()
            await other.sink.settle()
            #expect(try #require(other.sink.filled.first).points.count > 170)
            #expect(hanging.sink.filled.isEmpty)
            await hanging.poller.close()
        }
    }

    @Test func ratesOfTheFirstLookComeWithTheSecond() async throws {
        try await LabWorld.run { world in
            try await world.poll()
            let first = world.clock.now
            await world.sink.settle()
            world.sink.forgetFilled()
            try await world.poll()
            await world.sink.settle()
            // The platform looks at full tens, as this clock does: nothing lies between the two looks.
            #expect(world.sink.filled.isEmpty)
            world.sink.forgetFilled()
            #expect(first.since(world.clock.now) == .seconds(-10))
        }
        try await LabWorld.run { world in
            world.clock.advance(by: .seconds(3))
            try await world.poll()
            let first = world.clock.now
            await world.sink.settle()
            world.sink.forgetFilled()
            try await world.poll(after: .seconds(14))
            await world.sink.settle()
            let filled = try #require(world.sink.filled.first)
            #expect(filled.points.map(\.at) == [first + .seconds(7)])
            #expect(filled.points.allSatisfy { $0.samples.contains { $0.metric == .netIn } })
        }
    }

    @Test func whoDoesNotAnswerIsAskedAgainLater() async throws {
        try await LabWorld.run { world in
            world.cluster.add(LabFault(.status(500, message: "broken"), path: "/cluster/metrics/export", times: 2))
            try await world.poll()
            await world.sink.settle()
            #expect(world.cluster.counts.byTemplate["/cluster/metrics/export"] == 3)
            #expect(try #require(world.sink.filled.first).points.count > 170)
        }
    }

    @Test func withoutSuchAMemoryTheHoleStays() async throws {
        try await LabWorld.run(version: LabVersion(8, 2)) { world in
            try await world.poll()
            try await world.poll(after: .seconds(600))
            await world.sink.settle()
            #expect(world.sink.filled.isEmpty)
            #expect(world.sink.troubles["history"] == nil)
        }
    }
}
