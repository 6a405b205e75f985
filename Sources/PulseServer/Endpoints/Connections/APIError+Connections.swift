import PulseCore

extension APIError {
    /// Writes while the laboratory stands in for the real world.
    static let mockMode = APIError(403, "mock_mode_enabled", "Cannot modify nodes in mock mode")

    /// A refusal or failure of the connections, with the status of `platform-connections`.
    init(connection error: any Error) {
        guard let error = error as? PulseError else {
            self.init(error)
            return
        }
        let status =
            switch error.code {
            case "missing_node_id", "invalid_node_id", "limit_exceeded": 400
            case "node_not_found": 404
            case "ambiguous_node_id", "node_exists", "node_name_exists": 409
            default: 500
            }
        self.init(status, error.code, error.message, details: status == 500 ? [:] : error.details)
    }
}

/// Runs a change of the connections and turns its refusals into answers.
func connecting<Value>(_ body: () async throws -> Value) async throws -> Value {
    do { return try await body() } catch let error as PulseError { throw APIError(connection: error) }
}
