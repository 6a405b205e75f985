import PulseCore
import PulseNotifications

extension NotificationEndpoints {
    static let classWindowDays = 7

    func health(_ context: RequestContext) async throws -> APIResponse {
        let since = context.now - .seconds(Int64(Self.classWindowDays) * 86_400)
        let counts = try? await outbox.counts()
        let classes = try? await outbox.failureClasses(since: since)
        let (email, webhooks) = (settings.email, settings.webhooks)
        let isHealthy = counts.map { ($0[.dlq] ?? 0) == 0 && ($0[.failed] ?? 0) == 0 } ?? false
        return .object { json in
            json.key("queue")
            writeQueue(counts, classes, isHealthy: isHealthy, to: &json)
            json.key("email")
            json.object { json in
                json.field("enabled", email.enabled)
                json.field("configured", !email.server.isEmpty && !email.from.isEmpty)
            }
            json.key("webhooks")
            json.object { json in
                json.field("total", webhooks.count)
                json.field("enabled", webhooks.count(where: \.enabled))
            }
            json.key("encryption")
            json.object { $0.field("enabled", true) }
            json.field("overall_healthy", isHealthy)
        }
    }

    private func writeQueue(
        _ counts: [JobStatus: Int]?, _ classes: [DeliveryFailure.Class: Int]?, isHealthy: Bool, to json: inout JSONWriter
    ) {
        let (failed, dead) = (counts?[.failed] ?? 0, counts?[.dlq] ?? 0)
        var reasons: [String] = []
        if counts == nil { reasons.append("queue_stats_unavailable") }
        if failed > 0 { reasons.append("retained_failed_deliveries") }
        if dead > 0 { reasons.append("retained_dead_letter_deliveries") }
        json.object { json in
            json.field("pending", counts?[.pending] ?? 0)
            json.field("sending", counts?[.sending] ?? 0)
            json.field("sent", counts?[.sent] ?? 0)
            json.field("failed", failed)
            json.field("dlq", dead)
            json.field("healthy", isHealthy)
            json.field("status", counts == nil ? "unavailable" : isHealthy ? "healthy" : "degraded")
            json.field("attention_required", !isHealthy)
            json.field("reason_codes", reasons)
            json.field("completed_retention_days", Outbox.Retention.completedDays)
            json.field("dead_letter_retention_days", Outbox.Retention.deadLetterDays)
            json.field("counts_are_retention_bounded", true)
            json.field("retry_attempts_affect_health", false)
            json.field("terminal_failures_affect_health", true)
            json.key("failure_classes_7d")
            json.object { json in
                for kind in DeliveryFailure.Class.allCases {
                    json.key(kind.rawValue)
                    json.value(classes?[kind] ?? 0)
                }
            }
            json.field("failure_classes_available", classes != nil)
            json.field("failure_class_window_days", Self.classWindowDays)
        }
    }
}
