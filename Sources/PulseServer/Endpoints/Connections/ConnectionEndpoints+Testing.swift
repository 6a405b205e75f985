import PulseCore
import PulseMonitor
import PulseProxmox

extension ConnectionEndpoints {
    func testConnection(_ context: RequestContext) async throws -> APIResponse {
        let request = try ConnectionRequest.read(context, refusingUnknown: false)
        let connection = try request.trial()
        let report: ConnectionReport
        do { report = try await run(connection, context) } catch let failure as ConnectionTestFailure {
            throw APIError.badRequest(failure.code.text, failure.message, details: failure.details)
        }
        return .object { writer in
            writer.field("status", "success")
            writer.field("message", report.message)
            report.writeMembers(to: &writer)
        }
    }

    func testConfiguration(_ context: RequestContext) async throws -> APIResponse {
        let connection: ProxmoxConnection
        do {
            connection = try ConnectionRequest.read(context, refusingUnknown: false).trial()
        } catch  where error.code != "invalid_request" {
            return Self.verdict(error.message, code: error.code)
        }
        return try await shortTest(connection, context)
    }

    func testSaved(_ context: RequestContext) async throws -> APIResponse {
        let connection = try await named(context)
        let answer = try await shortTest(connection, context)
        // What was given up on, such as refused credentials, is not left for its next attempt in minutes when it works again.
        if answer.status == 200, supervisor.overview(of: connection).status != .connected { supervisor.ask(connection) }
        return answer
    }

    private func shortTest(_ connection: ProxmoxConnection, _ context: RequestContext) async throws -> APIResponse {
        do {
            let report = try await run(connection, context)
            return .object { writer in
                writer.field("status", "success")
                writer.field("message", report.message)
                writer.field("latency", report.latency.wholeMilliseconds)
            }
        } catch let failure as ConnectionTestFailure {
            return Self.verdict(failure.message, code: failure.code.text, details: failure.details)
        }
    }

    private func run(_ connection: ProxmoxConnection, _ context: RequestContext) async throws -> ConnectionReport {
        do {
            let report = try await probe.test(connection)
            record("connection_tested", context, connection.auditText)
            return report
        } catch {
            record("connection_tested", context, success: false, "\(connection.auditText): \(error.code.text)")
            throw error
        }
    }

    private static func verdict(_ message: String, code: String, details: [String: String] = [:]) -> APIResponse {
        .object(status: 400) { writer in
            writer.field("status", "error")
            writer.field("message", message)
            writer.field("error", message)
            writer.field("code", code)
            writer.optional("details", details)
        }
    }

    func refreshCluster(_ context: RequestContext) async throws -> APIResponse {
        if supervisor.isMock { throw APIError(403, "mock_mode_enabled", "Cannot refresh cluster in mock mode") }
        let connection = try await named(context)
        guard connection.product == .pve else { throw APIError.badRequest("not_a_pve", "Only PVE nodes can be cluster members") }
        let found: ClusterMembership?
        do { found = try await probe.cluster(behind: connection) } catch {
            throw APIError(500, "cluster_probe_failed", "Could not detect cluster nodes", details: ["reason": error.pulseError.code])
        }
        guard found != nil || connection.cluster != nil else {
            throw APIError.badRequest("not_a_cluster", "Node is not part of a cluster")
        }
        let before = Set((connection.cluster?.members ?? []).map(\.name))
        let saved = try await connecting {
            try await supervisor.update(id: connection.id) { $0.cluster = found?.keepingOverrides(of: $0.cluster) }
        }
        // The polls keep a membership of their own, in which one absence does not count yet.
        await supervisor.askEverything(saved)
        let members = saved.cluster?.members ?? []
        record("node_updated", context, "\(saved.auditText), cluster refreshed")
        for type in ["nodes_updated", "nodes_changed"] {
            await send(type) { writer in
                writer.field("nodeType", "pve")
                writer.field("action", "cluster_refresh")
            }
        }
        return .object { writer in
            writer.field("status", "success")
            writer.field("clusterName", saved.cluster?.name ?? "")
            writer.field("oldNodeCount", before.count)
            writer.field("newNodeCount", members.count)
            writer.field("nodesAdded", members.count { !before.contains($0.name) })
            writer.key("clusterNodes")
            writer.array(members) { writer, member in
                writer.object { writer in
                    writer.field("nodeName", member.name)
                    writer.optional("host", member.host)
                    writer.field("online", member.isOnline)
                }
            }
        }
    }
}

extension ConnectionRequest {
    /// A connection to try: without a name the host's stands in.
    fileprivate func trial() throws(APIError) -> ProxmoxConnection {
        var connection = try connection(id: ConnectionID.make(), needsName: false)
        if trustOnFirstUse.value == false, connection.fingerprint == nil { connection.verifySSL = true }
        return connection
    }
}

extension ConnectionTestFailure {
    /// The certificates, where they are the trouble.
    fileprivate var details: [String: String] {
        var details: [String: String] = [:]
        details["fingerprint"] = presented?.description
        details["expectedFingerprint"] = expected?.description
        return details
    }
}

extension ConnectionReport {
    /// What the test found out, beside `status` and `message`.
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        if product == .pve {
            writer.field("isCluster", cluster?.isCluster ?? false)
            writer.field("nodeCount", nodeCount ?? 0)
            if let cluster, cluster.isCluster {
                writer.field("clusterNodeCount", cluster.members.count)
                writer.field("clusterName", cluster.name)
            }
        }
        if product == .pbs { writer.field("datastoreCount", datastoreCount ?? 0) }
        writer.optional("version", version)
        writer.field("latency", latency.wholeMilliseconds)
        writer.optional("warnings", warnings)
        if let certificate {
            writer.field("fingerprint", certificate.fingerprint.description)
            writer.optional("trustedBySystem", certificate.isTrustedBySystem)
        }
        guard !missingPrivileges.isEmpty else { return }
        writer.key("missingPrivileges")
        writer.array(missingPrivileges) { writer, missing in
            writer.object { writer in
                writer.field("privilege", missing.privilege)
                writer.field("path", missing.path)
                writer.field("feature", missing.feature)
            }
        }
    }
}
