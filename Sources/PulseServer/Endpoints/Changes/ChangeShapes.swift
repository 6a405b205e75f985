import PulseChanges

/// The shapes of changes for the API document.
extension ChangeEndpoints {
    static let intelligence: Schema = .object([
        (
            "changes",
            .list(
                .named(
                    "RecentChange",
                    .object([
                        ("id", .text), ("resource_id", .text), ("resource_name", .text), ("resource_type", .text), ("change_type", .text),
                        ("before", .text), ("after", .text), ("detected_at", .moment), ("description", .text),
                    ])))
        ), ("count", .integer), ("hours", .integer), ("license_required", .flag),
    ])

    private static let change: Schema = .named(
        "ResourceChange",
        .object([
            ("id", .text), ("observedAt", .moment), ("occurredAt", .moment), ("resourceId", .text), ("resourceName", .text),
            ("resourceType", .text), ("kind", .text), ("from?", .text), ("to?", .text), ("sourceType", .text), ("confidence", .text),
            ("relatedResources?", .list(.text)), ("reason", .text), ("metadata", .map(.any)),
        ]))

    private static let state: Schema = .named(
        "StateSpan",
        .object([
            ("status", .choice(["online", "offline", "warning", "unknown"])), ("from", .moment), ("to", .moment),
            ("gap?", .choice(StateSpan.Gap.allCases.map(\.rawValue))),
        ]))

    static let page: Schema = .object([
        ("resourceId", .text), ("from", .moment), ("to", .moment), ("count", .integer), ("recentChanges", .list(change)),
        ("nextCursor?", .text), ("states?", .list(state)),
    ])

    static let facets: Schema = .object([
        ("resourceId", .text), ("capabilities", .list(.any)), ("relationships", .list(.any)), ("recentChanges", .list(change)),
        ("counts", .map(.any)),
    ])
}
