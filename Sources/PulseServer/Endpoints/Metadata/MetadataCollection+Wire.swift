import PulseCore
import PulseMonitor

extension MetadataCollection {
    var path: String {
        switch self {
        case .guests: "/api/guests/metadata"
        case .docker: "/api/docker/metadata"
        case .dockerRuntimes: "/api/docker/runtimes/metadata"
        case .agents: "/api/agents/metadata"
        }
    }

    var subject: String {
        switch self {
        case .guests: "guest"
        case .docker: "container"
        case .dockerRuntimes: "container host"
        case .agents: "machine"
        }
    }

    var missingID: String {
        switch self {
        case .guests: "Guest ID required"
        case .docker: "Resource ID required"
        case .dockerRuntimes: "Docker / Podman host ID required"
        case .agents: "Agent ID required"
        }
    }

    var schema: Schema {
        switch self {
        case .dockerRuntimes:
            .object([("customDisplayName?", .text), ("customUrl?", .text), ("notes?", .list(.text))])
        case .agents:
            .object([
                ("id", .text), ("customUrl", .text), ("description", .text), ("tags", .list(.text)), ("notes", .list(.text)),
                ("commandsEnabled", .flag),
            ])
        case .guests, .docker:
            .object([
                ("id", .text), ("customUrl", .text), ("description", .text), ("tags", .list(.text)), ("notes", .list(.text)),
            ])
        }
    }
}

extension MetadataRecord {
    /// Writes the record as its collection shows it: container hosts leave out what is not set, the others show it empty.
    func write(to writer: inout JSONWriter, as collection: MetadataCollection, id: String) {
        writer.beginObject()
        if collection == .dockerRuntimes {
            writer.optional("customDisplayName", customDisplayName)
            writer.optional("customUrl", customURL)
            writer.optional("notes", notes ?? [])
        } else {
            writer.field("id", id)
            writer.field("customUrl", customURL ?? "")
            writer.field("description", description ?? "")
            writer.field("tags", tags ?? [])
            writer.field("notes", notes ?? [])
        }
        if collection == .guests {
            writer.optional("lastKnownName", lastKnownName)
            writer.optional("lastKnownType", lastKnownType)
        }
        if collection == .agents {
            writer.key("commandsEnabled")
            if let commandsEnabled { writer.value(commandsEnabled) } else { writer.null() }
        }
        writer.endObject()
    }
}
