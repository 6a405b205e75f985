/// Reads from a Proxmox API, whichever of its endpoints answers.
public protocol ProxmoxAPI: Sendable {
    /// The whole answer, `{"data":…}`, of a GET below `/api2/json`, for example of `/nodes`.
    ///
    /// - Parameters:
    ///   - query: Names with values, not yet encoded.
    ///   - timeout: `nil` takes the connection's own.
    func get(_ path: String, query: [(name: String, value: String)], timeout: Duration?) async throws(ProxmoxFailure) -> [UInt8]
}

extension ProxmoxAPI {
    public func get(_ path: String, timeout: Duration? = nil) async throws(ProxmoxFailure) -> [UInt8] {
        try await get(path, query: [], timeout: timeout)
    }
}
