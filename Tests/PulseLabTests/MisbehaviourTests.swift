import Foundation
import NIOCore
import NIOSSL
import PulseCore
import Testing

@testable import PulseLab

/// Faults as a client meets them.
@Suite(.timeLimit(.minutes(2))) struct MisbehaviourTests {
    private static func open(_ body: @Sendable (LabCluster, LabEndpoint) async throws -> Void) async throws {
        let epoch = Timestamp(seconds: 1_763_950_000)
        let plan = EstatePlan(nodes: 1, guests: 6, version: LabVersion(8, 4), epoch: epoch)
        try await Laboratory.open([LabCluster.Configuration(plan, clock: ManualWallClock(epoch))]) { laboratory in
            try await body(laboratory.clusters[0], try #require(await laboratory.endpoints.first))
        }
    }

    @Test func answersAreReplaced() async throws {
        try await Self.open { cluster, endpoint in
            cluster.add(LabFault(.status(503, message: "Service Unavailable"), path: "/nodes", times: 1))
            let refused = try await RawClient.get(endpoint, "/nodes")
            #expect(refused.status == 503 && refused.reason == "Service Unavailable")
            #expect(try await RawClient.get(endpoint, "/nodes").status == 200)
            cluster.add(LabFault(.html(status: 200), path: "/version"))
            let page = try await RawClient.get(endpoint, "/version")
            #expect(page.body.hasPrefix("<html>") && page.headers.contains("Content-Type: text/html"))
            cluster.removeFaults()
            cluster.add(LabFault(.malformed))
            let broken = try await RawClient.get(endpoint, "/version")
            #expect((try? JSONNode(Array(broken.body.utf8))) == nil && broken.status == 200)
        }
    }

    private static func rows(_ answer: RawClient.Answer) throws -> [JSONNode] {
        try #require(try JSONNode(Array(answer.body.utf8))["data"]).list
    }

    @Test func numbersChangeTheirForm() async throws {
        try await Self.open { cluster, endpoint in
            let truth = try Self.rows(await RawClient.get(endpoint, "/cluster/resources?type=vm"))
            cluster.add(LabFault(.stringsForNumbers))
            let texts = try Self.rows(await RawClient.get(endpoint, "/cluster/resources?type=vm"))
            #expect(texts[0]["maxmem"]?.text.flatMap { Double($0) } == truth[0]["maxmem"]?.number)
            cluster.removeFaults()
            cluster.add(LabFault(.nulls(every: 1)))
            let nulls = try Self.rows(await RawClient.get(endpoint, "/cluster/resources?type=vm"))
            #expect(nulls[0]["maxmem"] == .null)
        }
    }

    @Test func connectionsBreak() async throws {
        try await Self.open { cluster, endpoint in
            cluster.add(LabFault(.reset, times: 1))
            let reset = await #expect(throws: (any Error).self) { try await RawClient.get(endpoint, "/version") }
            #expect((reset as? IOError)?.errnoCode == ECONNRESET, "\(String(describing: reset))")
            cluster.add(LabFault(.truncatedTLS, times: 1))
            let cut = await #expect(throws: (any Error).self) { try await RawClient.get(endpoint, "/nodes") }
            #expect((cut as? NIOSSLError) == .uncleanShutdown, "\(String(describing: cut))")
            let counts = cluster.counts
            #expect(counts["/version"] == 1 && counts["/nodes"] == 1)
            let whole = try await RawClient.get(endpoint, "/version")
            #expect(whole.status == 200)
        }
    }

    @Test func aHangingAnswerEndsWithThePower() async throws {
        try await Self.open { cluster, endpoint in
            cluster.add(LabFault(.hang))
            let (parts, heard) = AsyncStream.makeStream(of: String.self)
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    let request = "GET /api2/json/version HTTP/1.1\r\nHost: x\r\n\r\n"
                    _ = try? await RawClient.exchange(endpoint, request, seen: { heard.yield($0) })
                }
                while cluster.counts.total == 0 { await Task.yield() }
                cluster.apply(.nodePower(node: "atlas", isOn: false))
                await group.waitForAll()
            }
            heard.finish()
            var said: [String] = []
            for await part in parts { said.append(part) }
            #expect(said == [])
        }
    }

    @Test func bodiesAreAsLargeAsWished() async throws {
        try await Self.open { cluster, endpoint in
            cluster.add(LabFault(.hugeBody(bytes: 3_000_000), path: "/cluster/resources"))
            let answer = try await RawClient.get(endpoint, "/cluster/resources")
            #expect(abs(answer.body.utf8.count - 3_000_000) < 1000)
            #expect(answer.headers.contains("Content-Length: \(answer.body.utf8.count)"))
            #expect(answer.body.hasPrefix(#"{"data":[{"id""#) && answer.body.hasSuffix("}]}"))
        }
    }

    @Test func answersComeLateAndSlowly() async throws {
        try await Self.open { cluster, endpoint in
            cluster.add(LabFault(.latency(.milliseconds(150))))
            cluster.add(LabFault(.slowBody(bytesPerSecond: 400)))
            let start = ContinuousClock.now
            let answer = try await RawClient.get(endpoint, "/version")
            let pauses = answer.body.utf8.count / 40 - 1
            #expect(answer.body.contains("8.4") && ContinuousClock.now - start >= .milliseconds(150 + pauses * 100))
        }
    }
}
