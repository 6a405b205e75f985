import PulseCore
import PulseLab
import PulseOutbound
import Testing

@testable import PulseProxmox

/// The client against the laboratory's clusters, which answer as Proxmox does.
struct LaboratoryTests {
    private let clock = ManualWallClock(SystemWallClock().now)
    private let outbound = AsyncHTTPOutbound()

    /// A cluster that runs while the body does, and a connection to its first member, pinned.
    private func laboratory(
        index: Int, nodes: Int = 3, version: LabVersion = LabVersion(9, 0), change: (inout LabCluster.Configuration) -> Void = { _ in },
        _ body: (LabCluster, ProxmoxConnection) async throws -> Void
    ) async throws {
        var configuration = LabCluster.Configuration(EstatePlan(index: index, nodes: nodes, guests: 12, version: version))
        change(&configuration)
        let laboratory = try Laboratory(clusters: [configuration])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await laboratory.run() }
            let first = try #require(await laboratory.endpoints.first)
            var connection = ProxmoxConnection(
                id: "1", product: .pve, name: "lab", host: first.origin,
                credentials: .token(id: LabCluster.Configuration.tokenID, secret: LabCluster.Configuration.tokenSecret))
            connection.fingerprint = Fingerprint(first.fingerprint)
            try await body(laboratory.clusters[0], connection)
            group.cancelAll()
        }
    }

    private func client(_ connection: ProxmoxConnection, timeout: Duration = .seconds(60)) -> ProxmoxClusterClient {
        ProxmoxClusterClient(connection: connection, outbound: outbound, clock: clock, timeout: timeout)
    }

    private func kind(_ api: any ProxmoxAPI, _ path: String) async -> ProxmoxFailure.Kind? {
        do throws(ProxmoxFailure) {
            _ = try await api.get(path)
            return nil
        } catch { return error.kind }
    }

    /// Waits for what the laboratory does beside the test; gives up after a minute, and the expectations after it fail.
    private func eventually(_ isSo: () async -> Bool) async {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end, await !isSo() { await Task.yield() }
    }

    @Test(arguments: [LabVersion(8, 4), LabVersion(9, 0)]) func aTestDescribesIt(version: LabVersion) async throws {
        try await laboratory(index: version == LabVersion(9, 0) ? 201 : 202, version: version) { cluster, connection in
            let report = try await ConnectionTest(outbound: outbound, clock: clock).run(connection, budget: .seconds(60))
            #expect(report.nodeCount == 3)
            #expect(report.cluster?.name == cluster.name)
            #expect(report.cluster?.isQuorate == true)
            #expect(report.missingPrivileges == [])
            #expect(report.certificate?.fingerprint == connection.fingerprint)
            #expect(cluster.counts.refusedCredentials == 0)
        }
    }

    @Test func whatATokenLacksIsSaid() async throws {
        try await laboratory(index: 203, change: { $0.tokens[0].grants = [LabGrant("/vms", ["VM.Audit"])] }) { cluster, connection in
            let report = try await ConnectionTest(outbound: outbound, clock: clock).run(connection, budget: .seconds(60))
            #expect(report.missingPrivileges.map(\.privilege) == ["Sys.Audit", "VM.GuestAgent.Audit", "Datastore.Audit"])
            let client = client(connection)
            let node = cluster.estate.nodes[0].name
            #expect(await kind(client, "/nodes/\(node)/status") == .permission(privilege: "Sys.Audit"))
            await client.close()
        }
    }

    @Test func wrongCredentialsAreToldFromOthers() async throws {
        try await laboratory(index: 204) { cluster, connection in
            var wrong = connection
            wrong.credentials = .token(id: LabCluster.Configuration.tokenID, secret: "wrong")
            await #expect(throws: ConnectionTestFailure(.authFailed)) {
                try await ConnectionTest(outbound: outbound, clock: clock).run(wrong, budget: .seconds(60))
            }
            #expect(cluster.counts.refusedCredentials == 1)
        }
    }

    @Test func passwordsSignInOnceForEachMember() async throws {
        try await laboratory(index: 205) { cluster, connection in
            var byPassword = connection
            byPassword.credentials = .password(user: "pulse@pve", password: LabCluster.Configuration.password)
            let client = client(byPassword)
            await withTaskGroup(of: ProxmoxFailure.Kind?.self) { group in
                for _ in 0..<30 { group.addTask { await kind(client, "/nodes") } }
                for await failure in group { #expect(failure == nil) }
            }
            #expect(cluster.counts.ticketsGiven == 1)
            await client.close()
        }
    }

    @Test func theLimitsHoldOverTheWire() async throws {
        try await laboratory(index: 206) { cluster, connection in
            let node = cluster.estate.nodes[1].name
            cluster.add(LabFault(.latency(.milliseconds(20))))
            let client = client(connection)
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<40 { group.addTask { _ = await kind(client, "/nodes/\(node)/status") } }
            }
            #expect((1...4).contains(cluster.counts.mostAtOnce))
            cluster.resetCounts()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<60 { group.addTask { _ = await kind(client, "/version") } }
            }
            #expect((1...16).contains(cluster.counts.mostAtOnce))
            #expect(cluster.counts["/version"] == 60)
            await client.close()
        }
    }

    @Test func faultsAreToldApart() async throws {
        try await laboratory(index: 207, nodes: 1, change: { $0.plan.isStandalone = true }) { cluster, connection in
            let client = ProxmoxClient(
                origin: connection.host, product: .pve, credentials: connection.credentials, trust: connection.trust, outbound: outbound,
                clock: clock, timeout: .seconds(60))
            let effects: [(LabFault.Effect, ProxmoxFailure.Kind)] = [
                (.html(status: 200), .malformed), (.malformed, .malformed), (.reset, .connection(.reset)),
                (.truncatedTLS, .connection(.reset)),
                (.status(595, message: "no route"), .authentication), (.status(503, message: "busy"), .transient),
                (.hugeBody(bytes: 9 << 20), .connection(.bodyTooLarge(limit: 8 << 20))),
            ]
            for (effect, expected) in effects {
                cluster.removeFaults()
                cluster.add(LabFault(effect))
                let seen = await kind(client, "/nodes")
                // A body that ends too early is the one or the other, by where it was cut.
                let isCut = effect == .truncatedTLS && seen == .malformed
                #expect(seen == expected || isCut, "\(effect)")
            }
            cluster.removeFaults()
            #expect(await kind(client, "/nodes") == nil)
            await client.close()
        }
    }

    @Test func aClusterIsFollowedThroughAnOutage() async throws {
        try await laboratory(index: 208, change: { $0.step = .milliseconds(1) }) { cluster, connection in
            let client = client(connection)
            let discovery = ClusterDiscovery(outbound: outbound, clock: clock, patience: 30)
            var book = MembershipBook(nil)
            try await discovery.refresh(&book, through: client)
            let names = cluster.estate.nodes.map(\.name)
            #expect(client.endpoints.map(\.nodeName) == names)
            #expect(client.endpoints.map(\.isReachable) == [true, true, true])
            let pins = cluster.endpoints.map { Fingerprint($0.fingerprint) }
            #expect(book.membership?.members.map(\.fingerprint) == [nil, pins[1], pins[2]], "the first one's is the connection's")

            cluster.apply(.nodePower(node: names[0], isOn: false))
            // Its listener ends a moment later; nobody notices that anything is wrong.
            await eventually {
                #expect(await kind(client, "/nodes") == nil)
                return client.endpoints[0].isReachable == false
            }
            #expect(client.endpoints[0].isReachable == false)
            let off = await kind(client, "/nodes/\(names[0])/status")
            #expect(off == .nodeUnavailable)

            let renewed = try cluster.changeCertificate(of: names[2]).flatMap(Fingerprint.init)
            let origin = client.endpoints[2].origin
            await eventually { (try? await outbound.presentedCertificate(origin: origin, timeout: .seconds(60))) == renewed }
            await client.checkAll(timeout: .seconds(60))
            #expect(client.endpoints[2].acceptedFingerprint == renewed)
            #expect(client.endpoints[2].isReachable == true)
            await client.close()
        }
    }
}
