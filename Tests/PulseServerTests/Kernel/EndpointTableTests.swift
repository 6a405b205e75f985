import HTTPTypes
import Testing

@testable import PulseServer

@Suite struct EndpointTableTests {
    private func table() throws -> EndpointTable {
        let paths = ["/api/items", "/api/items/{id}", "/api/items/stats", "/api/items/{id}/parts/{part}", "/api/storage/{id...}", "/"]
        return try EndpointTable(
            paths.map { path in .get(path, access: .public, path) { _ in .noContent } } + [
                .delete("/api/items/{name}", access: .signedIn, "Delete.") { _ in .noContent }
            ])
    }

    @Test(
        arguments: [
            ("/api/items", "/api/items", [:]),
            ("/api/items/7", "/api/items/{id}", ["id": "7"]),
            ("/api/items/stats", "/api/items/stats", [:]),
            ("/api/items/stats/parts/a%2Fb", "/api/items/{id}/parts/{part}", ["id": "stats", "part": "a/b"]),
            ("/api/items/%E2%82%AC", "/api/items/{id}", ["id": "€"]),
            ("/api/storage/pve1/local-lvm%3Ax", "/api/storage/{id...}", ["id": "pve1/local-lvm:x"]),
            ("/api/storage/", "/api/storage/{id...}", ["id": ""]),
            ("/", "/", [:]),
        ] as [(String, String, [String: String])])
    func finds(path: String, template: String, parameters: [String: String]) throws {
        guard case .found(let endpoint, let found) = try table().lookup(.get, path[...]) else {
            Issue.record("\(path) not found")
            return
        }
        #expect(endpoint.path == template)
        for (name, value) in parameters { #expect(found[name] == value) }
        #expect(found.values.count == parameters.count)
    }

    @Test(arguments: ["/api/storage", "/api/items/", "/api/items/7/parts", "/api/items/%ff", "/api/items/%", "/api", "api/items", ""])
    func knowsNot(path: String) throws {
        guard case .unknown = try table().lookup(.get, path[...]) else {
            Issue.record("\(path) was found")
            return
        }
    }

    @Test func namesParametersByTheEndpointOfTheMethod() throws {
        guard case .found(let endpoint, let parameters) = try table().lookup(.delete, "/api/items/9") else {
            Issue.record("not found")
            return
        }
        #expect(endpoint.method == .delete)
        #expect(parameters["name"] == "9")
        #expect(parameters["id"] == "")
    }

    @Test func allowsHeadForGetAndListsMethods() throws {
        guard case .found = try table().lookup(.head, "/api/items/9") else {
            Issue.record("HEAD not answered")
            return
        }
        guard case .methodNotAllowed(let allow, _) = try table().lookup(.post, "/api/items/9") else {
            Issue.record("POST allowed")
            return
        }
        #expect(allow == "GET, DELETE, HEAD, OPTIONS")
    }

    @Test func refusesTwoEndpointsOfOneShape() {
        #expect(throws: EndpointTable.DuplicateRoute(method: "GET", path: "/a/{y}")) {
            try EndpointTable([
                .get("/a/{x}", access: .public, "") { _ in .noContent }, .get("/a/{y}", access: .public, "") { _ in .noContent },
            ])
        }
    }
}
