import PulseInventory

/// How freely facts about a resource may leave the machine, for the assistant and its providers.
struct ResourcePolicy: Equatable {
    enum Sensitivity: String, CaseIterable { case `public`, `internal`, sensitive, restricted }

    let sensitivity: Sensitivity
    /// What has to be taken out of a text before it is sent to a provider.
    let redact: [String]

    /// `cloud-summary`, `local-first` or `local-only`.
    var routing: String {
        switch sensitivity {
        case .public, .internal: "cloud-summary"
        case .sensitive: "local-first"
        case .restricted: "local-only"
        }
    }

    init(_ resource: Resource) {
        sensitivity = Self.sensitivity(of: resource)
        redact = Self.redactions(of: resource, sensitivity)
    }

    private static func sensitivity(of resource: Resource) -> Sensitivity {
        let tags = Set(resource.content.tags.map { $0.lowercased() })
        if tags.contains("restricted") || tags.contains("secret") { return .restricted }
        switch resource.kind {
        // Secrets, and mail with its senders and receivers.
        case .dockerSecret, .kubernetesSecret, .pmg: return .restricted
        // Where data lies, and configuration that names it.
        case .storage, .physicalDisk, .ceph, .pbs, .networkShare, .dockerVolume, .dockerConfig, .kubernetesConfigMap,
            .kubernetesPersistentVolume, .kubernetesPersistentVolumeClaim:
            return .sensitive
        default: break
        }
        if tags.contains("sensitive") || tags.contains("confidential") { return .sensitive }
        return tags.contains("public") ? .public : .internal
    }

    private static func redactions(of resource: Resource, _ sensitivity: Sensitivity) -> [String] {
        guard sensitivity == .sensitive || sensitivity == .restricted else { return [] }
        var redact = ["hostname"]
        if !resource.content.identity.ipAddresses.isEmpty { redact.append("ip-address") }
        redact.append("platform-id")
        redact.append("alias")
        if resource.content.facets.storage?.path != nil { redact.append("path") }
        return redact
    }
}
