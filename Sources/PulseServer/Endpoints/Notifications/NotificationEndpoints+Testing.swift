import PulseCore
import PulseNotifications

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension NotificationEndpoints {
    func test(_ context: RequestContext) async throws -> APIResponse {
        let request = context.body.readableBytes == 0 ? TestRequest() : try context.decodeJSON(TestRequest.self)
        switch (request.method ?? request.type ?? "").lowercased() {
        case "": return try await testAll()
        case "email": return await answer(.email(try email(of: request)), "Test email sent")
        case "apprise": return await answer(.apprise(try await apprise(of: request)), "Test notification sent by Apprise")
        case "webhook": return await answer(.webhook(try webhook(of: request)), "Test webhook sent")
        case let other:
            throw APIError.badRequest("unknown_method", "unknown notification method: \(other.prefix(60))")
        }
    }

    /// `?event=resolved` asks for the message that it is over.
    func previewWebhook(_ context: RequestContext) async throws -> APIResponse {
        let event = context.query["event"].flatMap(Message.Event.init(rawValue:)) ?? .alert
        let wanted = try webhook(sent: context)
        let request: WebhookRequest?
        do throws(DeliveryFailure) { request = try await tester.preview(wanted, event) } catch {
            throw APIError.badRequest(
                "webhook_configuration", error.summary, details: error.detail.isEmpty ? [:] : ["detail": error.detail])
        }
        guard let request else { throw APIError.badRequest("webhook_configuration", "These settings make no message") }
        return .object { json in
            json.field("method", request.method)
            json.field("url", request.url)
            json.key("headers")
            json.object(Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }) { $0.value($1) }
            json.field("body", String(decoding: request.body, as: UTF8.self))
        }
    }

    /// Settings of a webhook, saved or not; masks stand for what is stored.
    private func webhook(sent context: RequestContext) throws -> WebhookSettings {
        let body: WebhookBody = try context.decodeJSON()
        let stored = body.id.flatMap { settings.webhook($0) }
        var wanted = try body.settings(over: stored)
        wanted.id = stored?.id ?? body.id ?? "test"
        return wanted
    }

    func testWebhook(_ context: RequestContext) async throws -> APIResponse {
        let wanted = try webhook(sent: context)
        try await check(wanted)
        let outcome = await tester.test(.webhook(wanted))
        let paused = await isPaused()
        switch outcome {
        case .delivered(let receipt):
            return .object { json in
                json.field("status", receipt.status ?? 0)
                json.field("response", receipt.response)
                json.field("success", true)
                if paused { json.field("deliveryPaused", true) }
            }
        case .failed(let failure):
            return .object(status: 400) { json in
                json.field("status", failure.status ?? 0)
                json.field("response", failure.response)
                json.field("error", failure.summary)
                json.field("message", failure.summary)
                json.field("code", failure.kind.rawValue)
                json.optional("detail", failure.detail)
                json.field("success", false)
            }
        }
    }

    private func email(of request: TestRequest) throws -> EmailSettings {
        var wanted = settings.email
        if let config = request.email { try config.apply(to: &wanted) }
        guard !wanted.server.isEmpty else { throw APIError.badRequest("email_not_enabled", "email notifications are not enabled") }
        return wanted
    }

    private func apprise(of request: TestRequest) async throws -> AppriseSettings {
        var wanted = settings.apprise
        if let config = request.apprise {
            try config.apply(to: &wanted, keepsEmptyKey: true)
            if wanted.mode == .http, !wanted.serverURL.isEmpty { try await check(appriseURL: wanted.serverURL) }
        }
        let isUsable = wanted.mode == .cli ? !wanted.targets.isEmpty : !wanted.serverURL.isEmpty
        guard isUsable else { throw APIError.badRequest("apprise_not_enabled", "Apprise notifications are not enabled") }
        return wanted
    }

    private func webhook(of request: TestRequest) throws -> WebhookSettings {
        guard let id = request.webhookId, !id.isEmpty else {
            throw APIError.badRequest("missing_webhook_id", "webhookId is needed to test a webhook")
        }
        guard let webhook = settings.webhook(id) else { throw Self.noWebhook(id) }
        return webhook
    }

    private func answer(_ channel: ChannelSettings, _ message: String) async -> APIResponse {
        let outcome = await tester.test(channel)
        let paused = await isPaused()
        switch outcome {
        case .delivered:
            return .object { json in
                json.field("status", "success")
                json.field("message", message)
                if paused { json.field("deliveryPaused", true) }
            }
        case .failed(let failure):
            return .object(status: 400) { json in
                json.field("error", failure.summary)
                json.field("message", failure.summary)
                json.field("code", failure.kind.rawValue)
                json.optional("detail", failure.detail)
            }
        }
    }

    /// Every destination that is switched on, side by side.
    private func testAll() async throws -> APIResponse {
        let channels: [ChannelSettings] = settings.enabledChannels
        guard !channels.isEmpty else { throw APIError.badRequest("nothing_enabled", "No notification channel is switched on") }
        let tester = tester
        let results = await withTaskGroup(of: (Int, DeliveryOutcome).self) { group in
            for (index, channel) in channels.enumerated() { group.addTask { (index, await tester.test(channel)) } }
            var outcomes: [Int: DeliveryOutcome] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
        let failed = results.values.count { if case .failed = $0 { true } else { false } }
        let paused = await isPaused()
        return .object(status: failed == 0 ? 200 : 400) { json in
            if failed == 0 {
                json.field("status", "success")
                json.field("message", "Test notifications sent")
            } else {
                json.field("error", "\(failed) of \(channels.count) test notifications failed")
                json.field("message", "\(failed) of \(channels.count) test notifications failed")
            }
            if paused { json.field("deliveryPaused", true) }
            json.key("results")
            json.beginArray()
            for (index, channel) in channels.enumerated() { write(channel.destination, results[index], to: &json) }
            json.endArray()
        }
    }

    private func write(_ destination: Destination, _ outcome: DeliveryOutcome?, to json: inout JSONWriter) {
        json.beginObject()
        json.field("destination", destination.id.rawValue)
        json.field("name", destination.name)
        if case .failed(let failure) = outcome {
            json.field("success", false)
            json.field("error", failure.summary)
            json.field("class", failure.kind.rawValue)
            json.optional("detail", failure.detail)
        } else {
            json.field("success", true)
        }
        json.endObject()
    }
}

/// What is to be tested. `config` is read as the channel's that `method` names.
private struct TestRequest: Decodable {
    var method: String?
    var type: String?
    var webhookId: String?
    var email: EmailRequest?
    var apprise: AppriseRequest?

    private enum CodingKeys: String, CodingKey { case method, type, webhookId, config }

    init() {}

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        method = try members.decodeIfPresent(String.self, forKey: .method)
        type = try members.decodeIfPresent(String.self, forKey: .type)
        webhookId = try members.decodeIfPresent(String.self, forKey: .webhookId)
        switch (method ?? type ?? "").lowercased() {
        case "email": email = try members.decodeIfPresent(EmailRequest.self, forKey: .config)
        case "apprise": apprise = try members.decodeIfPresent(AppriseRequest.self, forKey: .config)
        default: break
        }
    }
}
