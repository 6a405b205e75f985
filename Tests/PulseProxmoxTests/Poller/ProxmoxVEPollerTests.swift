import PulseCore
import PulseInventory
import PulseLab
import Testing

@testable import PulseProxmox

/// The poller against a laboratory cluster, over TLS.
@Suite(.serialized) struct ProxmoxVEPollerTests {
    @Test func oneCycleSeesTheWholeEstate() async throws {
        try await LabWorld.run { world in
            try await world.poll()
            await world.sink.settle()
            world.cluster.resetCounts()
            try await world.poll()
            await world.sink.settle()
            #expect(world.cluster.counts["/cluster/resources"] == 1)
            let nodes = world.sink.resources(.agent)
            #expect(nodes.count == 3)
            #expect(nodes.allSatisfy { $0.status == .online && $0.metrics.memory?.percent != nil && $0.metrics.cpu != nil })
            let guests = world.sink.resources(.vm) + world.sink.resources(.systemContainer)
            #expect(guests.count >= 20)
            #expect(guests.allSatisfy { $0.parent != nil && $0.identity.proxmoxGuestKey != nil })
            let running = guests.filter { $0.status == .online }
            #expect(running.allSatisfy { !$0.samples.isEmpty && $0.metrics.netIn != nil && !$0.provenance.isEmpty })
            #expect(!world.sink.resources(.storage).isEmpty)
            #expect(!world.sink.resources(.physicalDisk).isEmpty)
            #expect(world.sink.troubles == [:])
            let condition = world.poller.condition
            #expect(condition.health == .healthy)
            #expect(condition.warnings == [])
            #expect(condition.cluster?.members.count == 3)
            #expect(!condition.tags.colors.isEmpty)
        }
    }

    @Test(arguments: [LabVersion(8, 2), LabVersion(8, 4), LabVersion(9, 0)])
    func everyVersionGivesMemoryWithItsSource(version: LabVersion) async throws {
        try await LabWorld.run(version: version) { world in
            try await world.poll()
            await world.sink.settle()
            try await world.poll()
            for node in world.sink.resources(.agent) {
                let memory = try #require(node.provenance.first { $0.metric == .memory })
                #expect(node.metrics.memory?.percent != nil, "\(memory)")
                #expect(memory.source != "unavailable")
            }
        }
    }

    @Test func aHangingStorageDelaysNoGuest() async throws {
        try await LabWorld.run { world in
            world.cluster.add(LabFault(.hang, path: "/nodes/*/storage"))
            try await world.poll()
            try await world.poll()
            try await world.poll()
            #expect(world.sink.observations.filter { $0.completeness == .kinds([.agent, .vm, .systemContainer]) }.count >= 3)
            #expect(world.sink.last(.storage) == nil)
        }
    }

    @Test func aSilentClusterDegradesThenGoesOffline() async throws {
        try await LabWorld.run { world in
            try await world.poll()
            await world.sink.settle()
            let seen = world.clock.now
            world.cluster.add(LabFault(.status(500, message: "broken")))
            await #expect(throws: PulseError.self) { try await world.poll() }
            var nodes = try #require(world.sink.observations.last).resources
            #expect(nodes.allSatisfy { $0.facets.proxmox?.connectionHealth == "degraded" && $0.status == .online && $0.samples.isEmpty })
            #expect(world.sink.observations.last?.at == seen)
            #expect(world.poller.condition.health == .error)
            await #expect(throws: PulseError.self) { try await world.poll(after: .seconds(60)) }
            nodes = try #require(world.sink.observations.last).resources
            #expect(nodes.allSatisfy { $0.facets.proxmox?.connectionHealth == "error" && $0.status == .offline && $0.metrics.cpu == nil })
            world.cluster.removeFaults()
            try await world.poll()
            #expect(world.sink.resources(.agent).allSatisfy { $0.status == .online })
        }
    }

    @Test func aLateAnswerIsToldWhileItIsWaitedFor() async throws {
        try await LabWorld.run(patience: .milliseconds(200)) { world in
            try await world.poll()
            await world.sink.settle()
            let seen = world.clock.now
            world.cluster.add(LabFault(.latency(.seconds(2)), path: "/nodes"))
            try await world.poll()
            let late = try #require(world.sink.observations.last { $0.completeness == .partial })
            #expect(late.at == seen)
            #expect(late.resources.allSatisfy { $0.facets.proxmox?.connectionHealth == "degraded" && $0.status == .online })
            #expect(world.sink.resources(.agent).allSatisfy { $0.facets.proxmox?.connectionHealth == "healthy" })
            #expect(world.poller.condition.health == .healthy)
            #expect(world.poller.condition.warnings == [])
        }
    }

    @Test func aWrongTokenIsToldAsSuch() async throws {
        try await LabWorld.run(connection: { $0.credentials = .token(id: LabCluster.Configuration.tokenID, secret: "wrong") }) { world in
            await #expect { try await world.poll() } throws: { ($0 as? PulseError)?.code == "authentication_failed" }
            #expect(world.poller.condition.health == .error)
        }
    }

    @Test func anotherCertificateIsNotBelieved() async throws {
        try await LabWorld.run(nodes: 1) { world in
            try await world.poll()
            await world.sink.settle()
            try world.cluster.changeCertificate(of: world.cluster.estate.nodes[0].name)
            // Connections that were open already are still with the one that was trusted; they end soon.
            for _ in 0..<8 { do { try await world.poll() } catch { break } }
            world.cluster.resetCounts()
            await #expect(throws: PulseError.self) { try await world.poll() }
            #expect(world.cluster.counts.total == 0)
            #expect(world.poller.condition.changedFingerprint != nil)
        }
    }
}
