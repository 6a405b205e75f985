import PulseCore
import Synchronization
import Testing

@testable import PulseLab

/// The laboratory over real sockets.
@Suite(.timeLimit(.minutes(2))) struct LaboratoryTests {
    private static let epoch = Timestamp(seconds: 1_763_950_000)

    private static func cluster(_ change: (inout LabCluster.Configuration) -> Void = { _ in }) -> LabCluster.Configuration {
        var configuration = LabCluster.Configuration(EstatePlan(nodes: 3, guests: 12, epoch: epoch), clock: ManualWallClock(epoch))
        change(&configuration)
        return configuration
    }
    private static func open(
        _ configuration: LabCluster.Configuration = cluster(), _ body: @Sendable (LabCluster, [LabEndpoint]) async throws -> Void
    ) async throws {
        try await Laboratory.open([configuration]) { laboratory in
            try await body(laboratory.clusters[0], await laboratory.endpoints)
        }
    }

    @Test func everyMemberAnswersForAllNodes() async throws {
        try await Self.open { _, endpoints in
            #expect(endpoints.map(\.node) == ["atlas", "borealis", "cygnus"])
            #expect(
                Set(endpoints.map(\.host)).count == 3 && Set(endpoints.map(\.port)).count == 1
                    && Set(endpoints.map(\.fingerprint)).count == 3)
            for endpoint in endpoints {
                let answer = try await RawClient.get(endpoint, "/nodes/borealis/status")
                #expect(answer.status == 200 && answer.reason == "OK")
                #expect(answer.headers.contains("Server: pve-api-daemon/3.0"))
                let tree = try JSONNode(Array(answer.body.utf8))
                #expect(tree["data"]?["memory"]?["available"]?.number ?? 0 > 0)
            }
            let status = try JSONNode(Array(try await RawClient.get(endpoints[1], "/cluster/status").body.utf8))
            let rows = try #require(status["data"]).list.filter { $0["type"] == .text("node") }
            #expect(rows.compactMap { $0["ip"]?.text } == endpoints.map(\.host))
            #expect(rows.map { $0["local"] } == [.whole(0), .whole(1), .whole(0)])
        }
    }

    @Test func refusalsStandInTheStatusLine() async throws {
        let configuration = Self.cluster { configuration in
            configuration.tokens.append(LabToken(id: "pulse@pve!blind", secret: "s", grants: []))
        }
        try await Self.open(configuration) { cluster, endpoints in
            let wrong = try await RawClient.get(endpoints[0], "/nodes", token: "pulse@pve!laboratory=no")
            #expect(wrong.status == 401 && wrong.reason == "Authentication failed!" && wrong.body.isEmpty)
            let blind = try await RawClient.get(endpoints[0], "/cluster/status", token: "pulse@pve!blind=s")
            #expect(blind.status == 403 && blind.reason == "Permission check failed (/, Sys.Audit)")
            #expect(blind.body.contains(#""data":null"#) && blind.body.contains("Permission check failed"))
            let absent = try await RawClient.get(endpoints[0], "/cluster/ceph/df")
            #expect(absent.status == 501 && absent.reason == "Method 'GET /cluster/ceph/df' not implemented")
            #expect(try await RawClient.get(endpoints[0], "/nodes", token: nil).reason == "No ticket")
            #expect(cluster.counts.refusedCredentials == 1)
        }
    }

    @Test(arguments: [
        ("application/json", #"{"username":"pulse@pve","password":"laboratory"}"#),
        ("application/x-www-form-urlencoded", "username=pulse%40pve&password=laboratory"),
        ("application/x-www-form-urlencoded", "username=pulse&realm=pve&password=laboratory"),
    ])
    func usersSignIn(type: String, body: String) async throws {
        try await Self.open { cluster, endpoints in
            let answer = try await RawClient.send(
                endpoints[0], "POST", "/api2/json/access/ticket", ["Content-Type: \(type)"], body: body)
            #expect(answer.status == 200)
            let ticket = try #require(try JSONNode(Array(answer.body.utf8))["data"]?["ticket"]?.text)
            let nodes = try await RawClient.get(endpoints[1], "/nodes", token: nil, headers: ["Cookie: PVEAuthCookie=\(ticket)"])
            #expect(nodes.status == 200)
            #expect(cluster.counts.ticketsGiven == 1 && cluster.counts["/nodes"] == 1)
        }
    }

    @Test func requestsAreCountedByPath() async throws {
        try await Self.open { cluster, endpoints in
            _ = try await RawClient.get(endpoints[0], "/nodes/atlas/status")
            _ = try await RawClient.get(endpoints[0], "/nodes/cygnus/status")
            _ = try await RawClient.get(endpoints[2], "/cluster/resources?type=vm")
            #expect(cluster.counts["/nodes/{node}/status"] == 2 && cluster.counts["/cluster/resources"] == 1)
            #expect(cluster.counts.byMember == ["atlas": 2, "cygnus": 1] && cluster.counts.total == 3)
            cluster.resetCounts()
            #expect(cluster.counts.total == 0)
        }
    }

    @Test func aNodeWithoutPowerRefusesAndIsUnreachableThroughOthers() async throws {
        try await Self.open { cluster, endpoints in
            cluster.apply(.nodePower(node: "borealis", isOn: false))
            // Its listener closes in another task: ask until it has.
            var isRefused = false
            while !isRefused { isRefused = (try? await RawClient.get(endpoints[1], "/version")) == nil }
            let behind = try await RawClient.get(endpoints[0], "/nodes/borealis/status")
            #expect(behind.status == 595 && behind.reason == "No route to host" && behind.body.isEmpty)
            cluster.apply(.nodePower(node: "borealis", isOn: true))
            while isRefused { isRefused = (try? await RawClient.get(endpoints[1], "/version")) == nil }
            #expect(cluster.endpoints == endpoints)
        }
    }

    @Test func aCertificateCanChange() async throws {
        try await Self.open { cluster, endpoints in
            let before = try await RawClient.fingerprint(endpoints[0])
            let changed = try #require(try cluster.changeCertificate(of: "atlas"))
            #expect(changed != endpoints[0].fingerprint && cluster.endpoints[0].fingerprint == changed)
            var after = before
            while after == before { after = (try? await RawClient.fingerprint(endpoints[0])) ?? before }
            let told = try await RawClient.get(endpoints[1], "/nodes/atlas/certificates/info")
            #expect(told.body.contains(changed))
        }
    }

    @Test func whatHappensIsTrueAtOnceAndNotOnlyInTheNextStep() throws {
        let clock = ManualWallClock(Self.epoch + .milliseconds(700))
        let cluster = try LabCluster(LabCluster.Configuration(EstatePlan(nodes: 2, guests: 4, epoch: Self.epoch), clock: clock))
        #expect(cluster.moment.nodes[1].isOnline)
        cluster.apply(.nodePower(node: "borealis", isOn: false))
        #expect(!cluster.moment.nodes[1].isOnline)
        cluster.apply(.nodePower(node: "borealis", isOn: true))
        clock.advance(by: .seconds(9))
        #expect(cluster.moment.nodes[1].uptime == 9)
    }

    @Test func portsThatAreTakenAreSaid() async throws {
        try await Self.open { _, endpoints in
            let port = endpoints[0].port
            let error = await #expect(throws: PulseError.self) {
                try await Self.open(Self.cluster { $0.port = port }) { _, _ in }
            }
            #expect(error?.code == "port_in_use")
        }
    }
}
