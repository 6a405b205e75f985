import PulseCore
import PulseInventory

extension EstateEndpoints {
    var stateEndpoints: [Endpoint] {
        [
            .get(
                "/api/state", access: .scope(.monitoringRead), rateClass: .unlimited, answers: StateShapes.state,
                "The whole estate; ?resources=0 or ?legacy=0 leaves out a half."
            ) { [views] request in
                .encoded(await views.state(StateVariant(request.query)))
            },
            .get(
                "/api/state/summary", access: .scope(.monitoringRead), rateClass: .unlimited, answers: StateShapes.summary,
                "Counts of what matters most."
            ) { [views] _ in
                StateSummary(snapshot: views.snapshot, facts: views.board.current.facts).response
            },
            .get(
                "/simple-stats", access: .scope(.monitoringRead), answers: .content("text/html"),
                "A plain page of machines and guests that needs no script."
            ) { [views] _ in
                .text(SimpleStatsPage(views.snapshot.resources).html, contentType: "text/html; charset=utf-8")
                    .setting(.contentSecurityPolicy, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
            },
        ]
    }
}

/// `GET /api/state/summary`.
private struct StateSummary {
    let snapshot: InventorySnapshot
    let facts: StateFacts

    var response: APIResponse {
        let counts = snapshot.counts.byType
        let members = StateMembers(snapshot: snapshot, facts: facts, now: snapshot.at, isFrame: true)
        return .object { json in
            json.field("activeAlerts", facts.activeAlertCount)
            // Nodes of hypervisors; plain machines are none, as in `/api/state`'s `nodes`.
            json.field("nodes", snapshot.resources.count { $0.kind == .agent && $0.content.sources.contains(.proxmox) })
            json.field("vms", counts["vm"] ?? 0)
            json.field("containers", counts["system-container"] ?? 0)
            // Container hosts are listed here once Docker is watched.
            json.field("dockerHosts", [String]())
            json.field("lastUpdate", members.lastUpdate.rfc3339)
        }
    }
}
