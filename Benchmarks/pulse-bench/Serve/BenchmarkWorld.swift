import Logging
import NIOCore
import PulseAccess
import PulseCore
import PulseInventory
import PulseServer
import Synchronization

/// The parts of the real server around a synthetic estate: inventory, views, endpoint table, request pipeline.
final class BenchmarkWorld: InventoryCommands {
    private struct State {
        var inventory = Inventory()
        var estate: SyntheticEstate
    }
    private let state: Mutex<State>
    private let clock = SystemWallClock()

    init(_ estate: SyntheticEstate) throws {
        state = Mutex(State(estate: estate))
        try change()
    }

    /// Tells the inventory what the platform sees now; each call moves some of the guests' figures.
    func change() throws {
        let now = clock.now
        try state.withLock { state in
            state.estate.advance()
            let observation = Observation(source: SourceScope(.proxmox, "bench"), at: now, resources: state.estate.resources)
            _ = try state.inventory.handle(.observed(observation), at: now)
        }
    }

    func perform(_ event: InventoryEvent) async throws -> InventoryChange {
        try state.withLock { try $0.inventory.handle(event, at: clock.now) }
    }

    var snapshot: InventorySnapshot { state.withLock { $0.inventory.snapshot } }

    private func endpoints() -> [Endpoint] {
        let board = StateBoard(StateFacts(startTime: clock.now, version: "0.0.0"))
        let views = EstateViews(board: board, clock: clock) { self.snapshot }
        let (changes, continuation) = AsyncStream<InventoryChange>.makeStream()
        continuation.finish()
        return EstateEndpoints(views: views, feed: LiveFeed(views: views, changes: changes), commands: self).endpoints
    }

    func server(port: Int, log: Logger) throws -> PulseHTTPServer {
        var settings = HTTPServerSettings()
        settings.host = "127.0.0.1"
        settings.port = port
        let pipeline = RequestPipeline(
            table: try EndpointTable(endpoints()), authenticator: KnownCaller(), pages: try WebPages(directory: nil), clock: clock, log: log
        )
        return PulseHTTPServer(settings: settings, pipeline: pipeline, live: nil, log: log)
    }

    /// What the endpoints under measurement answer, by path, for the bare handler to send.
    func documents() async throws -> [String: EncodedDocument] {
        var documents: [String: EncodedDocument] = [:]
        for (path, query) in [("/api/state", ""), ("/api/resources", "limit=50")] {
            guard let endpoint = endpoints().first(where: { $0.path == path }) else { continue }
            let answer = try await endpoint.handler(RequestContext(path: path, query: query[...], now: clock.now))
            if case .encoded(let document) = answer.body { documents[path] = document }
        }
        return documents
    }
}

/// Lets everyone in who shows a token, at the cost of a real look-up in a table of hashes being left out.
private struct KnownCaller: RequestAuthenticator {
    private let principal = Principal(name: "bench", method: .apiToken, scopes: [.all], isAdmin: true, tokenID: "bench")

    func authenticate(_ credentials: Credentials, at now: Timestamp) async -> Authentication {
        credentials.apiToken == nil ? .anonymous : .principal(principal)
    }
    var isConfigured: Bool { get async { true } }
    func isValidCSRFToken(_ token: String, sessionKey: String, at now: Timestamp) async -> Bool { false }
    func makeCSRFToken(sessionKey: String, at now: Timestamp) async -> String { "" }
}
