import PulseCore

/// The encoded messages of the feed, `state-and-websocket` §6.3 to §6.5.
enum FeedMessage {
    /// `initialState`, or the `rawData` that answers `requestData`: everything.
    static func full(_ frame: FeedFrame, type: StaticString, legacy: Bool) -> [UInt8] {
        let size = frame.fragments.reduce(4096) { $0 + $1.bytes.count + 1 }
        return envelope(type, capacity: size) { json in
            json.object { json in
                for member in frame.members where legacy || !member.isLegacy {
                    json.key(member.name)
                    json.rawValue(member.value)
                }
                json.key("resources")
                json.array(frame.fragments) { $0.rawValue($1.bytes) }
            }
        }
    }

    /// `rawData` with what changed.
    static func delta(_ delta: FeedDelta, legacy: Bool) -> [UInt8] {
        let size = delta.upserts.reduce(1024) { $0 + $1.count + 1 }
        return envelope("rawData", capacity: size) { json in
            json.object { json in
                for member in delta.members where legacy || !member.isLegacy {
                    json.key(member.name)
                    if let value = member.value { json.rawValue(value) } else { json.null() }
                }
                guard delta.hasResourceChanges else { return }
                json.key("resourceDelta")
                json.object { json in
                    json.key("upserts")
                    json.array(delta.upserts) { $0.rawValue($1) }
                    json.field("removed", delta.removed)
                    if let order = delta.order { json.field("order", order) }
                }
            }
        }
    }

    /// Tells a client that the state does not fit into its frames and where to read it.
    static func stateTooLarge(supersedes: StaticString, bytes: Int, limit: Int, resources: Int) -> [UInt8] {
        envelope("stateTooLarge") { json in
            json.object { json in
                json.key("supersedes")
                json.value("\(supersedes)")
                json.field("bytes", bytes)
                json.field("maxBytes", limit)
                json.field("resourceCount", resources)
                json.field("hydrateFrom", "/api/state")
            }
        }
    }

    static func welcome(organization: String) -> [UInt8] {
        envelope("welcome") { json in
            json.object { json in
                json.field("message", "Connected to Pulse WebSocket")
                json.field("orgId", organization)
            }
        }
    }

    /// `ping` or `pong` with the server's time in seconds.
    static func beat(_ type: StaticString, at now: Timestamp) -> [UInt8] {
        envelope(type) { json in json.object { $0.field("timestamp", now.seconds) } }
    }

    /// Any other event; `data` is encoded already.
    static func event(_ type: String, data: [UInt8], at moment: Timestamp?) -> [UInt8] {
        var json = JSONWriter(capacity: data.count + 96)
        json.object { json in
            json.field("type", type)
            json.key("data")
            json.rawValue(data)
            json.optional("timestamp", moment)
        }
        return json.bytes
    }

    private static func envelope(_ type: StaticString, capacity: Int = 256, _ data: (inout JSONWriter) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: capacity + 64)
        json.object { json in
            json.key("type")
            json.value("\(type)")
            json.key("data")
            data(&json)
        }
        return json.bytes
    }
}
