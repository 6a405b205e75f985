import Foundation
import PulseCore
import PulseLab
import ServiceLifecycle

/// Prints how to reach a laboratory once it listens.
struct LabGreeting: Service {
    let laboratory: Laboratory
    let isJSON: Bool

    func run() async throws {
        let endpoints = await laboratory.endpoints
        guard !endpoints.isEmpty else { return }
        print(isJSON ? line(endpoints) : page(endpoints))
        fflush(nil)
        try? await gracefulShutdown()
    }

    private func page(_ endpoints: [LabEndpoint]) -> String {
        var lines = ["The laboratory is open. Connect Pulse with:", ""]
        for cluster in laboratory.clusters {
            let members = endpoints.filter { $0.cluster == cluster.name }
            guard let first = members.first else { continue }
            lines.append(
                "\(cluster.name): \(cluster.estate.nodes.count) nodes, \(cluster.estate.guests.count) guests, version \(cluster.estate.version)"
            )
            lines.append("  Host         \(first.origin)")
            lines.append("  Token ID     \(LabCluster.Configuration.tokenID)")
            lines.append("  Token secret \(LabCluster.Configuration.tokenSecret)")
            lines.append("  Fingerprint  \(first.fingerprint)")
            lines.append("  or user pulse@pve with the password \(LabCluster.Configuration.password)")
            lines.append("  Members      " + members.map { "\($0.node) \($0.host)" }.joined(separator: ", "))
            lines.append("")
        }
        return lines.joined(separator: "\n") + "Stop it with Ctrl-C."
    }

    private func line(_ endpoints: [LabEndpoint]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.key("clusters")
            json.array(laboratory.clusters) { json, cluster in
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
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
