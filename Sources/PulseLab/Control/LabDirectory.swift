import PulseCore

/// How to connect with the clusters of a laboratory, for people and programs.
public struct LabDirectory: Sendable {
    private let clusters: [LabCluster]

    public init(_ laboratory: Laboratory) { clusters = laboratory.clusters }

    /// One line of JSON.
    public func json(_ endpoints: [LabEndpoint], controlPort: Int? = nil) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.optional("controlPort", controlPort)
            json.key("clusters")
            json.array(clusters) { json, cluster in
                json.object { json in
                    json.field("name", cluster.name)
                    json.field("version", cluster.estate.version.description)
                    json.field("tokenId", LabCluster.Configuration.tokenID)
                    json.field("tokenSecret", LabCluster.Configuration.tokenSecret)
                    json.field("user", "pulse@pve")
                    json.field("password", LabCluster.Configuration.password)
                    json.field("nodes", cluster.estate.nodes.map(\.name))
                    json.field("guests", cluster.estate.guests.count)
                    json.key("endpoints")
                    json.array(endpoints.filter { $0.cluster == cluster.name }) { json, endpoint in
                        json.object { json in
                            json.field("node", endpoint.node)
                            json.field("origin", endpoint.origin)
                            json.field("fingerprint", endpoint.fingerprint)
                        }
                    }
                }
            }
        }
        return json.bytes
    }

    /// Lines to read and to copy from.
    public func text(_ endpoints: [LabEndpoint], controlPort: Int? = nil) -> String {
        var lines = ["The laboratory is open. Connect Pulse with:", ""]
        for cluster in clusters {
            let members = endpoints.filter { $0.cluster == cluster.name }
            guard let first = members.first else { continue }
            let estate = cluster.estate
            lines.append("\(cluster.name): \(estate.nodes.count) nodes, \(estate.guests.count) guests, Proxmox VE \(estate.version)")
            lines.append("  Host          \(first.origin)")
            lines.append("  Token ID      \(LabCluster.Configuration.tokenID)")
            lines.append("  Token secret  \(LabCluster.Configuration.tokenSecret)")
            lines.append("  Fingerprint   \(first.fingerprint)")
            lines.append("  or the user   pulse@pve with the password \(LabCluster.Configuration.password)")
            lines.append("  Members       " + members.map { "\($0.node) \($0.host)" }.joined(separator: ", "))
            lines.append("")
        }
        if let controlPort { lines.append("Faults and events: http://127.0.0.1:\(controlPort)/lab, see 'pulse lab --help'.") }
        lines.append("Stop with Ctrl-C.")
        return lines.joined(separator: "\n")
    }
}
