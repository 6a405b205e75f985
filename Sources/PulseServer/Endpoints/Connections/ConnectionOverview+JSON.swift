import PulseCore
import PulseMonitor
import PulseProxmox

extension ConnectionOverview {
    /// The object of `GET /api/config/nodes`, `platform-connections` §2.3. Of secrets it only tells that they are there.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", connection.id)
            writer.field("type", connection.product.rawValue)
            writer.field("name", connection.name)
            writer.field("host", connection.host)
            writer.optional("guestURL", connection.guestURL)
            writeCredentials(to: &writer)
            writer.optional("fingerprint", connection.fingerprint?.description)
            writer.field("verifySSL", connection.verifySSL)
            writer.field("enabled", connection.isEnabled)
            for entry in ProxmoxConnection.Monitoring.switches where entry.product == connection.product {
                writer.key(entry.name)
                writer.value(connection.monitors[keyPath: entry.path])
            }
            writer.optional("monitorPhysicalDisks", connection.monitors.physicalDisks)
            writer.optional("physicalDiskPollingMinutes", connection.physicalDiskPollingMinutes)
            writer.optional("temperatureMonitoringEnabled", connection.temperatureMonitoring)
            writer.field("excludeDatastores", connection.excludedDatastores)
            writer.field("status", status.rawValue)
            writer.optional("source", connection.registeredBy)
            writeCondition(to: &writer)
            writeCluster(to: &writer)
        }
    }

    private func writeCredentials(to writer: inout JSONWriter) {
        switch connection.credentials {
        case .password(let user, let password):
            writer.optional("user", user)
            writer.field("hasPassword", !password.isEmpty)
            writer.field("hasToken", false)
        case .token(let id, let secret):
            writer.optional("tokenName", id)
            writer.field("hasPassword", false)
            writer.field("hasToken", !secret.isEmpty)
        }
    }

    private func writeCondition(to writer: inout JSONWriter) {
        writer.optional("version", condition?.version)
        writer.optional("warnings", warnings)
        writer.optional("changedFingerprint", condition?.changedFingerprint?.description)
        writer.optional("lastError", schedule?.trouble?.failure.message)
        writer.optional("lastSuccess", schedule?.lastSuccess)
        // Backup servers and mail gateways can be configured before this server can watch them.
        if connection.product != .pve { writer.field("statusMessage", "Saved, but not watched yet") }
    }

    private func writeCluster(to writer: inout JSONWriter) {
        if let cluster = connection.cluster {
            writer.field("isCluster", true)
            writer.field("clusterName", cluster.name)
        }
        writer.key("clusterEndpoints")
        writer.array(connection.cluster?.members ?? []) { $1.write(to: &$0) }
    }
}

extension ClusterMember {
    /// A cluster endpoint, `platform-connections` §2.5.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("nodeId", identity)
            writer.field("nodeIdentity", identity)
            writer.optional("nativeNodeId", nativeID)
            writer.field("nodeName", name)
            writer.field("nativeName", name)
            writer.optional("nativeAliases", aliases)
            writer.optional("displayName", displayName)
            writer.optional("host", host)
            writer.optional("guestURL", guestURL)
            writer.optional("ip", ip)
            writer.optional("ipOverride", ipOverride)
            writer.optional("fingerprint", fingerprint?.description)
            writer.optional("changedFingerprint", changedFingerprint?.description)
            writer.field("online", isOnline)
            writer.optional("lastSeen", lastSeen)
            writer.optional("pulseReachable", isReachable)
            writer.optional("lastPulseCheck", lastChecked)
            writer.optional("pulseError", problem)
        }
    }
}
