import PulseAccess
import PulseCore
import PulseMonitor

/// Mock mode, `reporting-operations` §3.
public struct MockModeEndpoints: Sendable {
    let mode: MockMode
    let audit: any AuditSink

    public init(mode: MockMode, audit: any AuditSink) {
        self.mode = mode
        self.audit = audit
    }

    public var endpoints: [Endpoint] {
        let path = "/api/system/mock-mode"
        let summary = "Lets the connections point at simulated servers, or at the configured ones again."
        return [
            .get(path, access: .admin(.settingsRead), rateClass: .configRead, answers: Self.state, "Whether simulated servers are shown.") {
                _ in answer
            },
            .post(
                path, access: .admin(.settingsWrite), bodyLimit: 16 * 1024, rateClass: .configWrite, request: Self.change,
                answers: Self.state, summary, handler: change),
            .put(
                path, access: .admin(.settingsWrite), bodyLimit: 16 * 1024, rateClass: .configWrite, request: Self.change,
                answers: Self.state, summary, handler: change),
        ]
    }

    fileprivate struct Body: Decodable {
        struct Config: Decodable {
            var nodeCount: Int?
            var vmsPerNode: Int?
            var lxcsPerNode: Int?
            var randomMetrics: Bool?
            var highLoadNodes: [String]?
            var stoppedPercent: Double?
        }
        var enabled: Bool?
        var config: Config?
    }

    private func change(_ context: RequestContext) async throws -> APIResponse {
        let body: Body
        do { body = try context.decodeJSON() } catch { throw APIError.badRequest("invalid_request", "Invalid request body") }
        do {
            try await mode.change(enabled: body.enabled, estate: body.config.map { $0.applied(to: mode.estate) })
        } catch let error as PulseError where error.code == "invalid_mock_config" {
            throw APIError.badRequest(error.code, error.message)
        }
        audit.record(
            AuditEvent(
                "mock_mode_changed", user: context.principal?.name ?? "", address: context.clientAddress,
                details: mode.isOn ? "on" : "off"))
        return answer
    }

    private var answer: APIResponse {
        let estate = mode.estate
        return .object { writer in
            writer.field("enabled", mode.isOn)
            writer.key("config")
            writer.object { writer in
                writer.field("nodeCount", estate.nodeCount)
                writer.field("vmsPerNode", estate.vmsPerNode)
                writer.field("lxcsPerNode", estate.lxcsPerNode)
                writer.field("randomMetrics", estate.randomMetrics)
                writer.field("highLoadNodes", estate.highLoadNodes)
                writer.field("stoppedPercent", estate.stoppedPercent)
            }
        }
    }

    private static let config: Schema = .object([
        ("nodeCount?", .integer), ("vmsPerNode?", .integer), ("lxcsPerNode?", .integer), ("randomMetrics?", .flag),
        ("highLoadNodes?", .list(.text)), ("stoppedPercent?", .number),
    ])
    private static let change: Schema = .object([("enabled?", .flag), ("config?", config)])
    private static let state: Schema = .object([("enabled", .flag), ("config", config)])
}

extension MockModeEndpoints.Body.Config {
    fileprivate func applied(to estate: MockEstate) -> MockEstate {
        var estate = estate
        estate.nodeCount = nodeCount ?? estate.nodeCount
        estate.vmsPerNode = vmsPerNode ?? estate.vmsPerNode
        estate.lxcsPerNode = lxcsPerNode ?? estate.lxcsPerNode
        estate.randomMetrics = randomMetrics ?? estate.randomMetrics
        estate.highLoadNodes = highLoadNodes ?? estate.highLoadNodes
        estate.stoppedPercent = stoppedPercent ?? estate.stoppedPercent
        return estate
    }
}
