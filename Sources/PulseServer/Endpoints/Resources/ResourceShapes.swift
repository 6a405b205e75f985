/// The shapes of resources for the API document.
enum ResourceShapes {
    private static let figure = Schema.named(
        "Figure", .object([("value", .number), ("used?", .integer), ("total?", .integer), ("percent?", .number), ("unit", .text)]))

    static let resource = Schema.named(
        "Resource",
        .object([
            ("id", .text), ("type", .text), ("technology?", .text), ("name", .text),
            ("status", .choice(["online", "offline", "warning", "unknown"])), ("lastSeen", .moment), ("updatedAt", .moment),
            ("sources", .list(.text)), ("sourceStatus?", .map(.any)), ("identity", .map(.any)), ("canonicalIdentity", .map(.any)),
            ("metrics?", .map(figure)), ("uptime?", .integer), ("temperature?", .number), ("parentId?", .text), ("parentName?", .text),
            ("childCount?", .integer), ("tags?", .list(.text)), ("policy", .map(.any)), ("aiSafeSummary", .text),
            ("agent?", .any), ("proxmox?", .any), ("storage?", .any), ("physicalDisk?", .any),
        ]))

    private static let counts = Schema.map(.integer)

    static let aggregations = Schema.named(
        "ResourceAggregations",
        .object([
            ("total", .integer), ("byType", counts), ("byStatus", counts), ("bySource", counts),
            ("policyPosture", .map(.any)), ("platformAdmission", .map(.flag)),
        ]))

    static let page = Schema.object([
        ("data", .list(resource)),
        ("meta", .object([("page", .integer), ("limit", .integer), ("total", .integer), ("totalPages", .integer)])),
        ("aggregations", aggregations),
    ])

    static let children = Schema.object([("data", .list(resource)), ("count", .integer)])
    static let namespaces = Schema.object([("cluster", .text), ("data", .list(.any))])
    static let decision = Schema.object([("status", .text), ("message", .text)])
    static let link = Schema.object([("targetId", .text), ("reason?", .text)])
    static let mergeReport = Schema.object([("sources", .list(.text)), ("notes?", .text)])
}
