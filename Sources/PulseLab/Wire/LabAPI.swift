import PulseCore

/// The whole API of a cluster: finds the route of a path, checks the caller and writes the answer.
struct LabAPI: Sendable {
    let version: LabVersion
    private let routes: [Int: [LabRoute]]

    init(version: LabVersion) {
        self.version = version
        routes = Dictionary(grouping: Self.routes(version).filter { !$0.isAbsent(version) }) { $0.segments.count }
    }

    /// Every path that is answered.
    static func routes(_ version: LabVersion) -> [LabRoute] {
        accessRoutes + clusterRoutes + cephRoutes + nodeRoutes + storageRoutes + diskRoutes + qemuRoutes + agentRoutes(version) + lxcRoutes
            + taskRoutes + replicationRoutes + networkRoutes + historyRoutes
    }

    /// All templates, in order.
    var templates: [String] { routes.values.flatMap { $0 }.map(\.template).sorted() }

    /// - Parameter path: Below `/api2/json`.
    func route(_ path: String) -> (route: LabRoute, parameters: [String: String])? {
        let segments = path.split(separator: "/")
        for route in routes[segments.count] ?? [] {
            if let parameters = route.match(segments) { return (route, parameters) }
        }
        return nil
    }

    /// The bytes of `{"data":…}`.
    func answer(_ route: LabRoute, _ request: LabRequest) throws(LabRefusal) -> [UInt8] {
        try route.check(request.query, version)
        try route.check(request.caller, request.parameters)
        var json = JSONWriter(capacity: 4096)
        json.beginObject()
        json.key("data")
        try route.answer(request, &json)
        json.endObject()
        return json.bytes
    }
}
