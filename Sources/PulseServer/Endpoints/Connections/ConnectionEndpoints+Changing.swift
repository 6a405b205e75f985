import PulseCore
import PulseMonitor
import PulseProxmox

extension ConnectionEndpoints {
    func create(_ context: RequestContext) async throws -> APIResponse {
        try refuseInMockMode()
        let request = try ConnectionRequest.read(context, refusingUnknown: true)
        var connection = try request.connection(id: ConnectionID.make())
        // What is refused anyway is not connected to.
        try await connecting {
            if let fault = supervisor.store.fault { throw fault }
            var list = supervisor.store.list
            try list.add(connection)
        }
        try await probe.settleTrust(&connection, onFirstUse: request.trustsOnFirstUse)
        if connection.product == .pve, connection.isEnabled {
            // A server that cannot be asked now is stored as a standalone one; its polls will find the cluster.
            connection.cluster = (try? await probe.cluster(behind: connection)) ?? nil
            if let known = probe.existing(for: connection, in: supervisor.store.list.of(.pve)) {
                return try await merge(connection, into: known, context)
            }
        }
        let made = connection
        try await connecting { try await supervisor.add(made) }
        record("node_added", context, made.auditText)
        await announce("nodes_changed", made)
        return .object(status: 201) { writer in
            writer.field("status", "success")
            writer.field("id", made.id)
            writer.optional("fingerprint", made.fingerprint?.description)
        }
    }

    /// The server is a member of a cluster that is watched already: its address is noted there.
    private func merge(_ connection: ProxmoxConnection, into known: ProxmoxConnection, _ context: RequestContext) async throws
        -> APIResponse
    {
        let saved = try await connecting {
            try await supervisor.update(id: known.id) { existing in
                existing.cluster = connection.cluster?.keepingOverrides(of: existing.cluster, keepsPins: true)
            }
        }
        record("node_updated", context, "\(saved.auditText), merged with \(connection.host)")
        await announce("nodes_changed", saved)
        let cluster = saved.cluster?.name ?? saved.name
        return .object { writer in
            writer.field("success", true)
            writer.field("status", "success")
            writer.field("id", saved.id)
            writer.field("merged", true)
            writer.field("cluster", cluster)
            writer.field("existingNode", saved.name)
            writer.field("message", "This node is a member of the cluster \(cluster), which is watched already")
            writer.field("totalEndpoints", saved.cluster?.members.count ?? 0)
        }
    }

    func update(_ context: RequestContext) async throws -> APIResponse {
        try refuseInMockMode()
        let old = try await named(context)
        let request = try ConnectionRequest.read(context, refusingUnknown: true)
        var wanted = old
        try request.apply(to: &wanted)
        if wanted.host != old.host || request.trustOnFirstUse.value == true {
            let draft = wanted
            try await connecting {
                var list = supervisor.store.list
                try list.replace(draft)
            }
            try await probe.settleTrust(&wanted, onFirstUse: request.trustsOnFirstUse)
        }
        let (host, pin, verifies) = (wanted.host, wanted.fingerprint, wanted.verifySSL)
        let saved = try await connecting {
            // Applied to what is stored by then, so that a change made meanwhile is not undone.
            try await supervisor.update(id: old.id) { connection in
                try request.apply(to: &connection)
                guard connection.host == host else { return }
                connection.fingerprint = pin
                connection.verifySSL = verifies
            }
        }
        // A change is polled at once by itself; whoever gives the same again wants to know whether it works by now.
        if saved == old { supervisor.ask(saved) }
        record("node_updated", context, saved.auditText)
        if saved.fingerprint != old.fingerprint, let pin = saved.fingerprint {
            record("node_certificate_accepted", context, "\(saved.auditText), \(pin)")
        }
        await announce("nodes_changed", saved)
        return Self.success
    }

    func remove(_ context: RequestContext) async throws -> APIResponse {
        try refuseInMockMode()
        let connection = try await named(context)
        try await connecting { try await supervisor.remove(id: connection.id) }
        record("node_deleted", context, connection.auditText)
        await send("node_deleted") { $0.field("nodeType", connection.product.rawValue) }
        return Self.success
    }

    static let success: APIResponse = .object { $0.field("status", "success") }

    /// Tells administrators' pages, `state-and-websocket` §6.4.
    func announce(_ type: String, _ connection: ProxmoxConnection) async {
        let status = supervisor.overview(of: connection).status
        await send(type) { writer in
            writer.field("type", connection.product.rawValue)
            writer.field("source", connection.registeredBy ?? "user")
            writer.field("host", connection.host)
            writer.field("name", connection.name)
            writer.field("nodeId", connection.id)
            writer.field("nodeName", connection.name)
            if case .token(let id, let secret) = connection.credentials {
                writer.field("tokenId", id)
                writer.field("hasToken", !secret.isEmpty)
            } else {
                writer.field("hasToken", false)
            }
            writer.field("verifySSL", connection.verifySSL)
            writer.field("status", status.rawValue)
        }
    }

    func send(_ type: String, _ write: (inout JSONWriter) -> Void) async {
        var writer = JSONWriter()
        writer.object(write)
        await feed.broadcast(type: type, data: writer.bytes, audience: .admins(.settingsRead), stamped: true)
    }
}

extension ConnectionRequest {
    /// Whether an unknown certificate may be pinned: yes, unless the body says otherwise or asks for verification.
    var trustsOnFirstUse: Bool { trustOnFirstUse.value ?? (verifySSL.value != true) }
}

extension ProxmoxConnection {
    /// How the audit log names it.
    var auditText: String { "\(product.rawValue) \(name) \(host)" }
}
