import PulseAccess
import PulseCore
import PulseNotifications

extension NotificationEndpoints {
    var deliveries: [Endpoint] {
        [
            .get(
                "/api/notifications/health", access: Self.read, answers: Self.healthAnswer, "Whether messages arrive.", handler: health),
            .get(
                "/api/notifications/queue/stats", access: Self.read, answers: .map(.integer), "How many messages there are of each status."
            ) { [outbox] _ in
                let counts = try await outbox.counts()
                return .object { json in for status in JobStatus.allCases { writeCount(counts[status] ?? 0, status.rawValue, &json) } }
            },
            .get(
                "/api/notifications/dlq", access: Self.read, answers: .list(Self.queued), "Messages that were given up, newest first."
            ) { [outbox] context in
                let limit = context.integer("limit", default: 100, in: 1...1000)
                let jobs = try await outbox.deadLetters(limit: limit)
                return .json { $0.array(jobs) { $1.write(to: &$0) } }
            },
            .post(
                "/api/notifications/dlq/retry", access: Self.write, bodyLimit: 8 * 1024, request: Self.deadLetterBody,
                answers: Self.deadLetterAnswer, "Sends dead letters again, with all their attempts."
            ) { context in
                try await settleDeadLetters(context, "Notification scheduled for retry") { try await outbox.retry($0, at: context.now) }
            },
            .post(
                "/api/notifications/dlq/delete", access: Self.write, bodyLimit: 8 * 1024, request: Self.deadLetterBody,
                answers: Self.deadLetterAnswer, "Forgets dead letters."
            ) { context in
                try await settleDeadLetters(context, "Notification deleted from DLQ") { try await outbox.delete($0) }
            },
            .get(
                "/api/notifications/webhook-history", access: Self.read, answers: .list(Self.historyEntry),
                "The newest attempts to reach webhooks."
            ) { [outbox] _ in
                let entries = try await outbox.ledger(limit: 100, onlyWebhooks: true)
                return .json { $0.array(entries) { $1.writeHistory(to: &$0) } }
            },
            .get(
                "/api/notifications/delivery-log", access: Self.read, answers: .list(Self.ledgerEntry),
                "Every attempt of the last 30 days, newest first."
            ) { [outbox] context in
                let limit = context.integer("limit", default: 100, in: 1...1000)
                let destination = context.query["destination"].flatMap { $0.isEmpty ? nil : DestinationID(rawValue: $0) }
                let entries = try await outbox.ledger(limit: limit, destination: destination)
                return .json { $0.array(entries) { $1.write(to: &$0) } }
            },
            .get(
                "/api/notifications/self-test", access: Self.read, answers: Self.selfTestAnswer,
                "Whether and how often every destination is tried."
            ) { context in
                let current = try selfTest.current()
                return .json { current.write(to: &$0, at: context.now) }
            },
            .put(
                "/api/notifications/self-test", access: Self.write, bodyLimit: 8 * 1024, rateClass: .configWrite,
                request: .object([("enabled?", .flag), ("intervalHours?", .integer), ("hour?", .integer)]), answers: Self.selfTestAnswer,
                "Changes how often every destination is tried.", handler: changeSelfTest),
        ]
    }

    private func settleDeadLetters(
        _ context: RequestContext, _ message: String, _ act: (String) async throws -> Outbox.DeadLetterVerdict
    ) async throws -> APIResponse {
        let body: DeadLetterRequest = try context.decodeJSON()
        if let ids = body.ids { return try await settleMany(ids, message, act) }
        guard let id = body.id, !id.isEmpty else { throw APIError.badRequest("missing_id", "Missing notification ID") }
        switch try await act(id) {
        case .done: break
        case .unknown: throw APIError.notFound("notification_not_found", "Notification not found")
        case .notDead: throw APIError.conflict("notification_not_dead", "The notification is not in the dead letters (any more)")
        }
        await watch.refresh()
        return .object { json in
            json.field("success", true)
            json.field("message", message)
            json.field("id", id)
        }
    }

    /// Several at once: what could not be done is listed, and is no error.
    private func settleMany(
        _ ids: [String], _ message: String, _ act: (String) async throws -> Outbox.DeadLetterVerdict
    ) async throws -> APIResponse {
        guard (1...1000).contains(ids.count) else { throw APIError.badRequest("invalid_ids", "Between 1 and 1000 ids are needed") }
        var done: [String] = []
        var left: [String] = []
        for id in ids { if try await act(id) == .done { done.append(id) } else { left.append(id) } }
        await watch.refresh()
        return .object { json in
            json.field("success", left.isEmpty)
            json.field("message", message)
            json.field("ids", done)
            json.field("skipped", left)
        }
    }

    func changeSelfTest(_ context: RequestContext) async throws -> APIResponse {
        let body: SelfTestRequest = try context.decodeJSON()
        if let hours = body.intervalHours, !(1...720).contains(hours) {
            throw APIError.badRequest("invalid_interval", "intervalHours must be a number from 1 to 720")
        }
        if let hour = body.hour, !(0...23).contains(hour) {
            throw APIError.badRequest("invalid_hour", "hour must be a number from 0 to 23")
        }
        let changed = try saving {
            try selfTest.change { settings in
                settings.enabled = body.enabled ?? settings.enabled
                settings.intervalHours = body.intervalHours ?? settings.intervalHours
                if body.namesHour { settings.hour = body.hour }
            }
        }
        record("notification_self_test_updated", context, "enabled \(changed.enabled), every \(changed.intervalHours) h")
        return .json { changed.write(to: &$0, at: context.now) }
    }
}

private func writeCount(_ number: Int, _ name: String, _ json: inout JSONWriter) {
    json.key(name)
    json.value(number)
}

private struct DeadLetterRequest: Decodable {
    var id: String?
    var ids: [String]?
}

private struct SelfTestRequest: Decodable {
    var enabled: Bool?
    var intervalHours: Int?
    var hour: Int?
    /// `hour` was sent, perhaps as `null`.
    var namesHour: Bool

    private enum CodingKeys: String, CodingKey { case enabled, intervalHours, hour }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        enabled = try members.decodeIfPresent(Bool.self, forKey: .enabled)
        intervalHours = try members.decodeIfPresent(Int.self, forKey: .intervalHours)
        hour = try members.decodeIfPresent(Int.self, forKey: .hour)
        namesHour = members.contains(.hour)
    }
}
