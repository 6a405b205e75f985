import PulseCore
import Testing

@testable import PulseServer

@Suite struct HTTPServerTests {
    private static let close = "Host: pulse.lan\r\nConnection: close\r\n"

    @Test func answersOverARealSocket() async throws {
        try await RunningServer.run(PipelineFixture()) { port, _, _ in
            let health = try await RunningServer.exchange(port, "GET /api/health HTTP/1.1\r\n\(Self.close)\r\n")
            #expect(health.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(health.hasSuffix("\r\n\r\n{\"status\":\"healthy\"}"))
            #expect(health.lowercased().contains("\r\ndate: "))
            let head = try await RunningServer.exchange(port, "HEAD /api/health HTTP/1.1\r\n\(Self.close)\r\n")
            #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
            let two = try await RunningServer.exchange(
                port, "GET /api/health HTTP/1.1\r\nHost: a\r\n\r\nGET /api/me HTTP/1.1\r\nX-API-Token: read\r\n\(Self.close)\r\n")
            #expect(two.components(of: "HTTP/1.1 200 OK") == 2)
        }
    }

    @Test func refusesOverARealSocket() async throws {
        try await RunningServer.run(PipelineFixture()) { port, _, _ in
            let expected = [
                ("GET /api/state HTTP/1.1\r\n", "401"), ("GET /api/config/nodes HTTP/1.1\r\nX-API-Token: read\r\n", "403"),
                ("GET /api/nope HTTP/1.1\r\nX-API-Token: read\r\n", "404"), ("POST /api/health HTTP/1.1\r\nContent-Length: 0\r\n", "405"),
                ("GET /api/../etc/passwd HTTP/1.1\r\n", "400"), ("rubbish\r\n", "400"),
            ]
            for (request, status) in expected {
                let answer = try await RunningServer.exchange(port, "\(request)\(Self.close)\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(request): \(answer.prefix(40))")
            }
        }
    }

    @Test func stopsReadingBodiesThatAreTooLarge() async throws {
        try await RunningServer.run(PipelineFixture()) { port, _, _ in
            let announced = try await RunningServer.exchange(
                port,
                "POST /api/items HTTP/1.1\r\nHost: a\r\nX-API-Token: all\r\nContent-Length: 500\r\n\r\n\(String(repeating: "x", count: 500))"
            )
            #expect(announced.hasPrefix("HTTP/1.1 413"))
            let chunk = "c8\r\n\(String(repeating: "x", count: 200))\r\n"
            let chunked = try await RunningServer.exchange(
                port, "POST /api/items HTTP/1.1\r\nHost: a\r\nX-API-Token: all\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)0\r\n\r\n")
            #expect(chunked.hasPrefix("HTTP/1.1 413"))
            #expect(chunked.lowercased().contains("connection: close"))
        }
    }
}

extension String {
    fileprivate func components(of text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
