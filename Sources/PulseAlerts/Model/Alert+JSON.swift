import PulseCore

extension Alert {
    /// How much of an alert is written.
    public enum Form: Sendable {
        /// As the API and the stores hold it.
        case whole
        /// As the state and its frames show it, `state-and-websocket` §3.12: without what changes with every look.
        case glance
    }

    /// Writes the alert; `resolvedTime` is added to ended ones.
    public func write(to json: inout JSONWriter, _ form: Form = .whole, resolvedTime: Timestamp? = nil) {
        let isWhole = form == .whole
        json.beginObject()
        json.field("id", id)
        json.field("type", type.rawValue)
        json.field("level", level.rawValue)
        json.field("resourceId", resourceID)
        json.field("resourceName", resourceName)
        if isWhole {
            json.field("canonicalSpecId", specID)
            json.field("canonicalKind", kind.rawValue)
            json.field("canonicalState", id)
        }
        json.field("node", node)
        json.optional("nodeDisplayName", nodeDisplayName)
        json.field("instance", instance)
        json.field("message", message)
        json.field("value", value)
        json.field("threshold", threshold)
        json.field("startTime", startTime.rfc3339)
        if isWhole { json.field("lastSeen", lastSeen.rfc3339) }
        json.field("acknowledged", acknowledgement != nil)
        json.optional("ackTime", acknowledgement?.at)
        json.optional("ackUser", acknowledgement?.by)
        if !metadata.isEmpty {
            json.key("metadata")
            json.object(metadata) { $1.write(to: &$0) }
        }
        if isWhole {
            json.optional("lastNotified", lastNotified)
            if lastEscalation > 0 { json.field("lastEscalation", lastEscalation) }
            json.optional("escalationTimes", escalationTimes.map(\.rfc3339))
        }
        json.optional("resolvedTime", resolvedTime)
        json.endObject()
    }

    /// The bytes `write` writes.
    public var json: [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        write(to: &writer)
        return writer.bytes
    }

    /// Reads what `write` wrote; `nil` when an id, type, level or start is missing.
    public init?(json bytes: [UInt8]) {
        let found = try? JSONReader.read(bytes) { reader throws(JSONFailure) in try Alert.read(&reader) }
        guard let found else { return nil }
        self = found
    }

    /// Reads the alert that comes next.
    public static func read(_ reader: inout JSONReader) throws(JSONFailure) -> Alert? {
        var fields = Fields()
        try reader.object { (key, reader) throws(JSONFailure) in
            if try fields.readWords(key, &reader) { return }
            try fields.readFigures(key, &reader)
        }
        return fields.alert
    }

    /// What was read so far.
    private struct Fields {
        var texts: [String: String] = [:]
        var value = 0.0
        var threshold = 0.0
        var metadata: [String: MetadataValue] = [:]
        var lastEscalation = 0
        var escalationTimes: [Timestamp] = []

        private static let words: Set<String> = [
            "id", "type", "level", "resourceId", "resourceName", "canonicalSpecId", "canonicalKind", "node", "nodeDisplayName", "instance",
            "message", "startTime", "lastSeen", "ackTime", "ackUser", "lastNotified",
        ]

        mutating func readWords(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) -> Bool {
            let name = key.text
            guard Self.words.contains(name) else { return false }
            texts[name] = try reader.string()
            return true
        }

        mutating func readFigures(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
            switch key {
            case "value": value = try reader.double() ?? 0
            case "threshold": threshold = try reader.double() ?? 0
            case "metadata":
                if case .object(let members) = try MetadataValue.read(&reader) { metadata = members }
            case "lastEscalation": lastEscalation = Int(try reader.double() ?? 0)
            case "escalationTimes":
                var times: [Timestamp] = []
                try reader.array { reader throws(JSONFailure) in
                    if let text = try reader.string(), let time = Timestamp(rfc3339: text) { times.append(time) }
                }
                escalationTimes = times
            default: break
            }
        }

        var alert: Alert? {
            guard let id = texts["id"], let type = texts["type"], let level = texts["level"].flatMap(AlertLevel.init(rawValue:)),
                let start = time("startTime")
            else { return nil }
            let kind = texts["canonicalKind"].flatMap(AlertKind.init(rawValue:)) ?? .discreteState
            var alert = Alert(
                id: id, type: AlertType(type), kind: kind, level: level, resourceID: texts["resourceId"] ?? "",
                resourceName: texts["resourceName"] ?? "", specID: texts["canonicalSpecId"] ?? "", startTime: start)
            alert.node = texts["node"] ?? ""
            alert.nodeDisplayName = texts["nodeDisplayName"]
            alert.instance = texts["instance"] ?? ""
            alert.message = texts["message"] ?? ""
            alert.value = value
            alert.threshold = threshold
            alert.lastSeen = time("lastSeen") ?? start
            if let at = time("ackTime") { alert.acknowledgement = Acknowledgement(at: at, by: texts["ackUser"] ?? "") }
            alert.metadata = metadata
            alert.lastNotified = time("lastNotified")
            alert.lastEscalation = lastEscalation
            alert.escalationTimes = escalationTimes
            return alert
        }

        private func time(_ name: String) -> Timestamp? { texts[name].flatMap { Timestamp(rfc3339: $0) } }
    }
}
