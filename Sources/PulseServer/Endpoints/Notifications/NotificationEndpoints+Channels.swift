import PulseCore
import PulseNotifications

extension NotificationEndpoints {
    func email(_ context: RequestContext) async throws -> APIResponse { .json { settings.email.write(to: &$0) } }

    func changeEmail(_ context: RequestContext) async throws -> APIResponse {
        let request: EmailRequest = try context.decodeJSON()
        let saved = try saving { try settings.changeEmail { try request.apply(to: &$0) } }
        record("notification_email_updated", context, "enabled \(saved.enabled), server \(saved.server)")
        await watch.refresh()
        return Self.success
    }

    func apprise(_ context: RequestContext) async throws -> APIResponse { .json { settings.apprise.write(to: &$0) } }

    func changeApprise(_ context: RequestContext) async throws -> APIResponse {
        let request: AppriseRequest = try context.decodeJSON()
        var wanted = settings.apprise
        let oldURL = wanted.serverURL
        try request.apply(to: &wanted)
        if !wanted.serverURL.isEmpty, wanted.serverURL != oldURL || wanted.mode == .http { try await check(appriseURL: wanted.serverURL) }
        let saved = try saving { try settings.changeApprise { try request.apply(to: &$0) } }
        record("notification_apprise_updated", context, "enabled \(saved.enabled), mode \(saved.mode.rawValue)")
        await watch.refresh()
        return .json { saved.write(to: &$0) }
    }

    func check(appriseURL url: String) async throws {
        do { try await rules().check(url) } catch {
            throw APIError.badRequest("invalid_apprise_url", "Invalid Apprise server URL: \(error.sentence)")
        }
    }

    func webhooks(_ context: RequestContext) async throws -> APIResponse {
        let viewer = viewer(context)
        let all = settings.webhooks
        return .json { json in json.array(all) { $1.write(to: &$0, for: viewer) } }
    }

    func createWebhook(_ context: RequestContext) async throws -> APIResponse {
        let body: WebhookBody = try context.decodeJSON()
        var wanted = try body.settings(over: nil)
        try await check(wanted)
        wanted.id = (body.id ?? "").filter { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        if wanted.id.isEmpty { wanted.id = WebhookSettings.newID(at: context.now.milliseconds, random: .random(in: 0...UInt32.max)) }
        let made = wanted
        try saving {
            try settings.changeWebhooks { all in
                guard !all.contains(where: { $0.id == made.id }) else {
                    throw APIError.conflict("webhook_exists", "A webhook with this id exists already")
                }
                all.append(made)
            }
        }
        record("notification_webhook_created", context, made.name)
        return answer(made, context)
    }

    func changeWebhook(_ context: RequestContext) async throws -> APIResponse {
        let id = context.parameters["id"]
        let body: WebhookBody = try context.decodeJSON()
        guard let old = settings.webhook(id) else { throw Self.noWebhook(id) }
        try await check(try body.settings(over: old))
        let saved = try saving {
            try settings.changeWebhooks { all in
                guard let index = all.firstIndex(where: { $0.id == id }) else { throw Self.noWebhook(id) }
                var changed = try body.settings(over: all[index])
                changed.id = id
                all[index] = changed
                return changed
            }
        }
        record("notification_webhook_updated", context, saved.name)
        await watch.refresh()
        return answer(saved, context)
    }

    func removeWebhook(_ context: RequestContext) async throws -> APIResponse {
        let id = context.parameters["id"]
        let name = try saving {
            try settings.changeWebhooks { all in
                guard let index = all.firstIndex(where: { $0.id == id }) else { throw Self.noWebhook(id) }
                return all.remove(at: index).name
            }
        }
        record("notification_webhook_deleted", context, name)
        await watch.refresh()
        return Self.success
    }

    func templates(_ context: RequestContext) async throws -> APIResponse {
        .json { json in json.array(WebhookService.all) { $1.write(to: &$0) } }
    }

    func providers(_ context: RequestContext) async throws -> APIResponse {
        .json { json in json.array(EmailProvider.all) { $1.write(to: &$0) } }
    }

    private func answer(_ webhook: WebhookSettings, _ context: RequestContext) -> APIResponse {
        let viewer = viewer(context)
        return .json { webhook.write(to: &$0, for: viewer) }
    }

    func check(_ webhook: WebhookSettings) async throws {
        do { try await webhook.validate(under: rules()) } catch {
            throw APIError.badRequest("invalid_webhook", error.sentence)
        }
    }

    static func noWebhook(_ id: String) -> APIError { .notFound("webhook_not_found", "webhook not found: \(id.prefix(200))") }
}
