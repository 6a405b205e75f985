import PulseCore
import PulseInventory
import PulseLab
import Testing

@testable import PulseProxmox

/// One cluster of very many nodes.
@Suite(.serialized) struct LargeClusterTests {
    private func quick(_ connection: inout ProxmoxConnection) {
        connection.monitors.storage = false
        connection.monitors.physicalDisks = false
    }

    @Test func everyNodeIsFollowed() async throws {
        try await LabWorld.run(nodes: 200, guests: 20, version: LabVersion(8, 2), listeners: 3, connection: quick) { world in
            try await world.poll()
            await world.sink.settle()
            let seen = world.sink.resources(.agent)
            #expect(seen.count == 200)
            #expect(seen.allSatisfy { $0.status == .online && $0.metrics.cpu != nil })
            let members = try #require(world.poller.condition.cluster?.members)
            #expect(members.count == 200)
            #expect(Set(members.map(\.name)).count == 200)
            // Of those that do not listen this server's opinion is known, too.
            #expect(members.allSatisfy { $0.isReachable != nil })
            #expect(members.filter { $0.isReachable == false }.count >= 197)
        }
    }

    @Test func theLastMembersAreAWayIn() async throws {
        let count = 132
        let names = LabEstate(EstatePlan(nodes: count, guests: 0)).nodes.map(\.name)
        try await LabWorld.run(nodes: count, guests: 10, version: LabVersion(8, 2), listeners: count, connection: quick) { world in
            try await world.poll()
            await world.sink.settle()
            // Everything but the last members is lost to this server, while the cluster is well.
            for name in names.dropLast(2) { world.cluster.add(LabFault(.reset, member: name)) }
            for _ in 0..<3 where (try? await world.poll()) == nil {}
            world.cluster.resetCounts()
            try await world.poll()
            #expect(world.cluster.counts["/cluster/resources"] == 1)
            #expect(world.sink.resources(.agent).filter { $0.status == .online }.count == count)
            #expect(world.poller.condition.health != .error)
        }
    }
}
