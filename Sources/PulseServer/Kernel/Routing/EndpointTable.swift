import HTTPTypes

/// Every endpoint of the server: finds them, describes them, and refuses contradictions when it is built.
public struct EndpointTable: Sendable {
    /// What the table says about a method and a path.
    public enum Lookup: Sendable {
        case found(Endpoint, PathParameters)
        /// The path is known, the method is not; the value is for the `Allow` header.
        case methodNotAllowed(allow: String, Endpoint)
        case unknown
    }

    public let endpoints: [Endpoint]
    private let trie: RouteTrie

    /// - Parameter version: the product's version, for the API document that is added at `GET /api/openapi.json`.
    /// - Throws: ``DuplicateRoute`` when two endpoints answer the same method and path.
    public init(_ given: [Endpoint], version: String = "0.0.0") throws {
        let endpoints = given + [Self.describing(given, version)]
        var seen: Set<String> = []
        for endpoint in endpoints where !seen.insert("\(endpoint.method.rawValue) \(PathTemplate(endpoint.path).shape)").inserted {
            throw DuplicateRoute(method: endpoint.method.rawValue, path: endpoint.path)
        }
        self.endpoints = endpoints
        trie = RouteTrie(endpoints.map { (method: $0.method, template: PathTemplate($0.path)) })
    }

    /// Two endpoints answer the same method and path.
    public struct DuplicateRoute: Error, Sendable, Equatable {
        public let method: String
        public let path: String
    }

    /// The endpoint of a request; `HEAD` is answered by `GET`.
    public func lookup(_ method: HTTPRequest.Method, _ path: Substring) -> Lookup {
        guard let match = trie.match(path), let first = match.methods.first else { return .unknown }
        let wanted: HTTPRequest.Method = method == .head ? .get : method
        if let entry = match.methods.first(where: { $0.method == wanted }) {
            let endpoint = endpoints[entry.endpoint]
            guard match.methods.count > 1 else { return .found(endpoint, match.parameters) }
            return .found(endpoint, parameters(of: endpoint, as: match.parameters))
        }
        return .methodNotAllowed(allow: Self.allowed(match.methods.map(\.method)), endpoints[first.endpoint])
    }

    private static func describing(_ endpoints: [Endpoint], _ version: String) -> Endpoint {
        let placeholder = Endpoint.get("/api/openapi.json", access: .signedIn, answers: .any, "This API, as OpenAPI 3.1.") { _ in .noContent
        }
        let document = OpenAPIDocument(endpoints: endpoints + [placeholder], version: version).encoded()
        return .get(placeholder.path, access: placeholder.access, answers: placeholder.answers, placeholder.summary) { _ in
            .encoded(document)
        }
    }

    /// Two methods of one path may name a parameter differently.
    private func parameters(of endpoint: Endpoint, as found: PathParameters) -> PathParameters {
        PathParameters(Array(zip(PathTemplate(endpoint.path).parameterNames, found.values)))
    }

    private static func allowed(_ methods: [HTTPRequest.Method]) -> String {
        var names = methods.map(\.rawValue)
        if names.contains("GET"), !names.contains("HEAD") { names.append("HEAD") }
        return (names + ["OPTIONS"]).joined(separator: ", ")
    }
}

extension PathTemplate {
    /// The template without its names: two templates with one shape match the same paths.
    var shape: String {
        segments.map { segment in
            switch segment {
            case .literal(let text): text
            case .parameter: "{}"
            case .rest: "{...}"
            }
        }.joined(separator: "/")
    }
}
