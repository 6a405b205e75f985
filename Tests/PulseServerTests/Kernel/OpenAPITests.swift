import Foundation
import Testing

@testable import PulseServer

@Suite struct OpenAPITests {
    @Test func describesEveryEndpoint() async throws {
        let fixture = try PipelineFixture()
        let answer = await fixture.request(.get, "/api/openapi.json", headers: [.apiToken: "read"])
        #expect(answer.status == 200)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
        #expect(root["openapi"] as? String == "3.1.0")
        let paths = try #require(root["paths"] as? [String: [String: [String: Any]]])
        #expect(paths.values.reduce(0) { $0 + $1.count } == PipelineFixture.endpoints.count + 1)
        #expect(paths["/api/storage/{id}"]?["get"] != nil)
        for (path, operations) in paths {
            for (_, operation) in operations {
                #expect((operation["summary"] as? String)?.isEmpty == false)
                #expect((operation["responses"] as? [String: Any])?["default"] != nil)
                let parameters = (operation["parameters"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
                #expect(parameters.allSatisfy { path.contains("{\($0)}") })
                #expect(parameters.count == path.filter { $0 == "{" }.count)
            }
        }
        let nodes = try #require(paths["/api/config/nodes"]?["get"])
        #expect(nodes["x-access"] as? String == "admin + settings:read")
        #expect((nodes["security"] as? [Any])?.isEmpty == false)
        #expect((paths["/api/health"]?["get"]?["security"] as? [Any])?.isEmpty == true)
    }

    @Test func pointsOnlyAtComponentsThatExist() throws {
        let inner = Schema.named("Inner", .object([("value?", .number)]))
        let outer = Schema.named("Outer", .object([("items", .list(inner)), ("by", .map(inner))]))
        let endpoint = Endpoint.get("/api/x", access: .public, answers: outer, "X.") { _ in .noContent }
        let document = OpenAPIDocument(endpoints: [endpoint], version: "1").encoded()
        let text = String(buffer: document.bytes)
        let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let schemas = try #require((root["components"] as? [String: Any])?["schemas"] as? [String: Any])
        #expect(Set(schemas.keys) == ["Error", "Inner", "Outer"])
        for part in text.components(separatedBy: "#/components/schemas/").dropFirst() {
            #expect(schemas[String(part.prefix { $0.isLetter })] != nil)
        }
        #expect((schemas["Inner"] as? [String: Any])?["required"] == nil)
    }
}
