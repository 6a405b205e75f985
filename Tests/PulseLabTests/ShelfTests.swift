import Foundation
import PulseCore
import Testing

@testable import PulseLab

struct ShelfTests {
    private func withShelf(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "shelf-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    private func configuration(_ path: String) throws -> LabCluster.Configuration {
        let shelf = try LabShelf(path)
        let epoch = try shelf.epoch(orNew: SystemWallClock().now)
        var configuration = LabCluster.Configuration(EstatePlan(index: 231, nodes: 2, guests: 4, epoch: epoch))
        configuration.shelf = shelf
        return configuration
    }

    @Test func startedAgainTheServersAreTheSame() async throws {
        try await withShelf { path in
            let first = try await Laboratory.open([configuration(path)]) { await $0.endpoints }
            try await Task.sleep(for: .milliseconds(1100))
            let again = try configuration(path)
            let second = try await Laboratory.open([again]) { await $0.endpoints }
            #expect(first.count == 2)
            #expect(second == first)
            #expect(try LabCluster(again).estate.guests.map(\.bootedAt) == LabCluster(configuration(path)).estate.guests.map(\.bootedAt))
        }
    }

    @Test func aChangedCertificateIsKept() async throws {
        try await withShelf { path in
            let cluster = try LabCluster(configuration(path))
            let name = cluster.estate.nodes[1].name
            let changed = try cluster.changeCertificate(of: name)
            let second = try LabCluster(configuration(path))
            #expect(second.state.withLock { $0.certificates[1].fingerprint } == changed)
            #expect(second.state.withLock { $0.certificates[0].facts.pem } == cluster.state.withLock { $0.certificates[0].facts.pem })
        }
    }

    @Test func withoutOneTheyAreNew() throws {
        let plan = EstatePlan(nodes: 1, guests: 0)
        let clusters = try [LabCluster(.init(plan)), LabCluster(.init(plan))]
        #expect(
            clusters[0].state.withLock { $0.certificates[0].fingerprint } != clusters[1].state.withLock { $0.certificates[0].fingerprint })
    }
}
