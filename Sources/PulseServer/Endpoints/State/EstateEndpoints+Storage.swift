import PulseCore
import PulseInventory

extension EstateEndpoints {
    /// The list stands at two addresses: the contract's ends with a slash.
    var storageEndpoints: [Endpoint] {
        ["/api/storage", "/api/storage/{id...}"].map { path in
            .get(
                path, access: .scope(.monitoringRead), answers: .object([("data", StateShapes.storage), ("timestamp", .integer)]),
                "One storage by its platform's id, or all of them."
            ) { [views] request in
                let id = request.parameters["id"]
                if id.isEmpty { return Self.allStorage(views.snapshot, at: request.now) }
                guard let storage = Self.storage(id, in: views.snapshot) else {
                    throw APIError.notFound("storage_not_found", "Storage with ID '\(id.prefix(200))' not found")
                }
                return .object { json in
                    json.key("data")
                    json.object { storage.writeStorage(&$0, .full) }
                    json.field("timestamp", request.now.seconds)
                }
            }
        }
    }

    private static func storage(_ id: String, in snapshot: InventorySnapshot) -> Resource? {
        guard let resource = snapshot.resource(id), resource.content.facets.storage != nil else { return nil }
        return resource
    }

    private static func allStorage(_ snapshot: InventorySnapshot, at now: Timestamp) -> APIResponse {
        let storages = snapshot.resources.filter { $0.kind == .storage && $0.content.facets.storage != nil }
        return .object { json in
            json.key("data")
            json.array(storages) { json, storage in json.object { storage.writeStorage(&$0, .full) } }
            json.field("timestamp", now.seconds)
        }
    }
}
