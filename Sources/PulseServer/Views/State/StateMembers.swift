import PulseCore
import PulseInventory

/// The members of the state beside `resources`, `state-and-websocket` §2.1 group R.
struct StateMembers {
    let snapshot: InventorySnapshot
    let facts: StateFacts
    let now: Timestamp

    /// Frames leave out what changes by itself: `stats.uptime`, which clients count from `startTime`, and the seconds of when
    /// infrastructure was last seen.
    let isFrame: Bool

    /// When the data was last renewed; an estate without resources is as old as the monitor.
    var lastUpdate: Timestamp { snapshot.revision == 0 ? facts.startTime : snapshot.at }

    /// Names with encoded values, in the order they are written.
    func encoded() -> [(name: String, value: [UInt8])] {
        let empty = Array("[]".utf8)
        return [
            ("activeAlerts", facts.activeAlerts ?? empty),
            ("recentlyResolved", facts.recentlyResolved ?? empty),
            ("metrics", empty),
            ("performance", encode { $0.object(writePerformance) }),
            ("connectionHealth", encode(writeConnectionHealth)),
            ("stats", encode { $0.object(writeStats) }),
            ("lastUpdate", encode { $0.value(lastUpdate.milliseconds) }),
            ("temperatureMonitoringEnabled", encode { $0.value(facts.temperatureMonitoringEnabled) }),
            ("pveTagColors", encode(writeTagColors)),
            ("pveTagStyles", encode(writeTagStyles)),
            ("connectedInfrastructure", ConnectedInfrastructure.encode(snapshot.resources, lastSeenStep: isFrame ? 60_000 : 1)),
        ]
    }

    /// One map for all connections; where they differ, the first by name wins.
    private func writeTagColors(_ json: inout JSONWriter) {
        let styles = facts.tagStyles.sorted { $0.key < $1.key }.map(\.value.colors)
        json.object(styles.reduce(into: [:]) { all, colors in all.merge(colors) { first, _ in first } }) { $0.value($1) }
    }

    private func writeTagStyles(_ json: inout JSONWriter) {
        json.object { json in
            for (instance, style) in facts.tagStyles.sorted(by: { $0.key < $1.key }) {
                json.key(instance)
                json.object { json in
                    json.key("colors")
                    json.object(style.colors) { $0.value($1) }
                    json.field("caseSensitive", style.isCaseSensitive)
                    json.optional("shape", style.shape)
                }
            }
        }
    }

    private func encode(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        write(&json)
        return json.bytes
    }

    private func writePerformance(_ json: inout JSONWriter) {
        json.key("apiCallDuration")
        json.object(facts.apiCallDuration) { $0.value($1) }
        json.field("lastPollDuration", facts.lastPollDuration)
        // The zero moment of RFC 3339 is what readers of this member know as "not yet".
        json.field("pollingStartTime", facts.pollingStartTime?.rfc3339 ?? "0001-01-01T00:00:00Z")
        json.field("totalApiCalls", facts.totalAPICalls)
        json.field("failedApiCalls", facts.failedAPICalls)
    }

    private func writeConnectionHealth(_ json: inout JSONWriter) {
        let hosts = snapshot.resources.filter { $0.kind == .agent }
        json.object(ConnectionHealth.merge(facts.connectionHealth, hosts: hosts, at: now)) { $0.value($1) }
    }

    private func writeStats(_ json: inout JSONWriter) {
        json.field("startTime", facts.startTime.rfc3339)
        if !isFrame { json.field("uptime", now.since(facts.startTime).wholeMilliseconds / 1000) }
        json.field("pollingCycles", facts.pollingCycles)
        json.field("webSocketClients", facts.webSocketClients)
        json.field("version", facts.version)
    }
}
