import PulseCore
import PulseInventory

extension EstateEndpoints {
    var resourceEndpoints: [Endpoint] {
        [
            .get(
                "/api/resources", access: .scope(.monitoringRead), rateClass: .unlimited, answers: ResourceShapes.page,
                "Resources, filtered, sorted and in pages of at most 100."
            ) { [views] request in
                .encoded(try await views.page(request.query))
            },
            .get(
                "/api/resources/stats", access: .scope(.monitoringRead), rateClass: .unlimited, answers: ResourceShapes.aggregations,
                "Counts of resources by type, status, source and policy."
            ) { [views] _ in
                .bytes(views.aggregations(), contentType: "application/json")
            },
            namespaces,
            .get(
                "/api/resources/{id}", access: .scope(.monitoringRead), rateClass: .unlimited, answers: ResourceShapes.resource,
                "One resource, unpruned; older ids are understood."
            ) { [views] request in
                .bytes(try views.resource(request.parameters["id"]).rest(.detail, at: request.now), contentType: "application/json")
            },
            .get(
                "/api/resources/{id}/children", access: .scope(.monitoringRead), answers: ResourceShapes.children,
                "The direct children of a resource, by name."
            ) { [views] request in
                let parent = try views.resource(request.parameters["id"])
                let children = views.snapshot.children(of: parent.id)
                return .object { json in
                    json.key("data")
                    json.array(children) { $0.rawValue(views.listed.fragment(for: $1).bytes) }
                    json.field("count", children.count)
                }
            },
            .get(
                "/api/resources/{id}/metrics", access: .scope(.monitoringRead), rateClass: .unlimited, answers: .map(.any),
                "The latest figures of a resource; null when nothing was ever measured."
            ) { [views] request in
                let metrics = try views.resource(request.parameters["id"]).content.metrics
                return .json { json in
                    if metrics.isEmpty { json.null() } else { json.object { metrics.writeMembers(&$0) } }
                }
            },
        ]
    }

    /// No platform that has namespaces is watched yet, so every cluster is an unknown one.
    private var namespaces: Endpoint {
        .get(
            "/api/resources/k8s/namespaces", access: .scope(.monitoringRead), answers: ResourceShapes.namespaces,
            "Namespaces of a Kubernetes cluster with their pods and deployments."
        ) { request in
            guard let cluster = request.query["cluster"], !cluster.isEmpty else {
                throw APIError.badRequest("missing_cluster", "cluster query param required")
            }
            return .object { json in
                json.field("cluster", cluster)
                json.field("data", [String]())
            }
        }
    }
}

extension EstateViews {
    /// The resource with this id, an older one or one of its sources'.
    ///
    /// - Throws: 400 `missing_resource_id`, 404 `resource_not_found`.
    func resource(_ id: String) throws(APIError) -> Resource {
        guard !id.isEmpty else { throw APIError.badRequest("missing_resource_id", "Resource ID required") }
        guard let resource = snapshot.resource(id) else { throw APIError.notFound("resource_not_found", "Resource not found") }
        return resource
    }
}
