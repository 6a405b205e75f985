/// The shapes of the state for the API document.
enum StateShapes {
    static let resource = Schema.named("StateResource", .any)
    private static let list = Schema.list(.any)

    static let state = Schema.named(
        "State",
        .object([
            ("activeAlerts", list), ("recentlyResolved", list), ("metrics", list),
            ("performance", .map(.any)), ("connectionHealth", .map(.flag)), ("stats", .map(.any)), ("lastUpdate", .integer),
            ("temperatureMonitoringEnabled", .flag), ("pveTagColors", .map(.text)), ("pveTagStyles", .map(.any)),
            ("connectedInfrastructure", list), ("resources?", .list(resource)),
            ("nodes?", list), ("vms?", list), ("containers?", list), ("hosts?", list), ("storage?", list), ("physicalDisks?", list),
            ("dockerHosts?", list), ("kubernetesClusters?", list), ("cephClusters?", list), ("pbs?", list), ("pmg?", list),
            ("pveBackups?", .map(list)), ("backups?", .map(.any)), ("replicationJobs?", list),
        ]))

    static let summary = Schema.object([
        ("activeAlerts", .integer), ("nodes", .integer), ("vms", .integer), ("containers", .integer), ("dockerHosts", list),
        ("lastUpdate", .moment),
    ])

    static let storage = Schema.named(
        "Storage",
        .object([
            ("id", .text), ("name", .text), ("node", .text), ("instance", .text), ("type", .text), ("status", .text),
            ("total", .integer), ("used", .integer), ("free", .integer), ("usage", .number), ("content", .text),
            ("shared", .flag), ("enabled", .flag), ("active", .flag),
        ]))
}
