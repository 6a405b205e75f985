import PulseCore

extension LabAPI {
    static let storageRoutes: [LabRoute] = [
        LabRoute("/storage", takes: ["type"]) { request, json in definitions(request, &json) },
        LabRoute("/storage/{storage}", .check(path: "/storage/{storage}", ["Datastore.Allocate"], any: false)) {
            request, json throws(LabRefusal) in
            let storage = try request.storage()
            definition(storage, &json)
        },
        LabRoute("/nodes/{node}/storage", takes: ["content", "enabled", "format", "storage", "target"]) {
            request, json throws(LabRefusal) in try nodeStorages(request, &json)
        },
        LabRoute("/nodes/{node}/storage/{storage}/status", .storage) { request, json throws(LabRefusal) in
            try nodeStorage(request, &json)
        },
    ]

    private static func sees(_ storage: LabStorage, _ caller: LabCaller) -> Bool {
        caller.may(["Datastore.Audit", "Datastore.AllocateSpace"], "/storage/\(storage.id)", any: true)
    }

    private static func definitions(_ request: LabRequest, _ json: inout JSONWriter) {
        let type = request.query["type"]
        json.array(request.estate.storages.filter { (type ?? $0.type) == $0.type && sees($0, request.caller) }) { json, storage in
            definition(storage, &json)
        }
    }

    private static func definition(_ storage: LabStorage, _ json: inout JSONWriter) {
        json.object { json in
            json.field("storage", storage.id)
            json.field("type", storage.type)
            json.field("content", storage.contentText)
            for (name, value) in storage.details {
                json.key(name)
                json.value(value)
            }
            // The network types do not say that they are shared: everybody knows.
            if storage.isShared, storage.type == "dir" || storage.type == "cifs" { json.field("shared", 1) }
            if let nodes = storage.nodes { json.field("nodes", nodes.joined(separator: ",")) }
            if !storage.isEnabled { json.field("disable", 1) }
            json.field("digest", "5b65ede80f33631d6039e6845e70456b6a2ab6c9")
        }
    }

    private static func nodeStorages(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = try request.node()
        let name = request.estate.nodes[node].name
        let wanted = request.query["storage"]
        let content = request.query["content"]
        let listed = request.estate.storages.filter { storage in
            storage.isOn(name) && sees(storage, request.caller) && (wanted ?? storage.id) == storage.id
                && (content.map { storage.content.contains($0) } ?? true) && (storage.isEnabled || !request.isSet("enabled"))
        }
        json.array(listed) { json, storage in
            json.object { json in
                json.field("storage", storage.id)
                figures(storage, node, request, &json)
            }
        }
    }

    private static func nodeStorage(_ request: LabRequest, _ json: inout JSONWriter) throws(LabRefusal) {
        let node = try request.node()
        let storage = try request.storage()
        guard storage.isOn(request.estate.nodes[node].name) else {
            throw LabRefusal(500, "storage '\(storage.id)' is not available on node '\(request.estate.nodes[node].name)'")
        }
        json.object { json in figures(storage, node, request, &json) }
    }

    private static func figures(_ storage: LabStorage, _ node: Int, _ request: LabRequest, _ json: inout JSONWriter) {
        let space = request.estate.space(of: storage, on: node, request.moment)
        json.field("type", storage.type)
        json.field("content", storage.contentText)
        json.field("shared", storage.isShared ? 1 : 0)
        json.field("enabled", storage.isEnabled ? 1 : 0)
        json.field("active", space == nil ? 0 : 1)
        json.field("total", space?.total ?? 0)
        json.field("used", space?.used ?? 0)
        json.field("avail", space.map { $0.total - $0.used } ?? 0)
        if let space, space.total > 0 { json.field("used_fraction", Double(space.used) / Double(space.total)) }
    }
}
