import PulseCore
import PulseOutbound

/// Tells receivers of webhooks, `notifications` §4.
public struct WebhookChannel: NotificationChannel {
    private let http: CheckedHTTP
    private let rules: @Sendable () -> WebhookAddressRules
    private let clock: any WallClock
    private let tenant: WebhookTenant

    /// - Parameter rules: Those in force; asked for each delivery, so that a changed setting counts at once.
    public init(
        http: CheckedHTTP, rules: @escaping @Sendable () -> WebhookAddressRules, clock: any WallClock = SystemWallClock(),
        tenant: WebhookTenant = WebhookTenant()
    ) {
        self.http = http
        self.rules = rules
        self.clock = clock
        self.tenant = tenant
    }

    /// Sends the message, in several requests where the service takes few alerts at a time; stops at the first that fails
    /// and says how far it came.
    public func deliver(_ message: Message, to settings: WebhookSettings) async -> DeliveryOutcome {
        let settings = settings.normalised
        let requests: [WebhookRequest]
        do throws(DeliveryFailure) {
            requests = try WebhookRequest.requests(for: message, settings: settings, tenant: tenant)
        } catch {
            return .failed(error.without(settings))
        }
        var total = DeliveryReceipt(status: nil)
        var delivered = 0
        for request in requests {
            switch await send(request, settings, isTest: message.isTest) {
            case .delivered(let receipt):
                total.status = receipt.status
                total.response = receipt.response
                total.payloadSize += receipt.payloadSize
                delivered += request.alertCount
            case .failed(var failure):
                failure.payloadSize = request.body.count
                failure.alertsDelivered = delivered
                return .failed(failure)
            }
        }
        return .delivered(total)
    }

    private func send(_ request: WebhookRequest, _ settings: WebhookSettings, isTest: Bool) async -> DeliveryOutcome {
        var headers = request.headers
        if !settings.signingSecret.isEmpty {
            headers += WebhookSignature.headers(secret: settings.signingSecret, body: request.body, at: clock.now)
        }
        let outbound = OutboundRequest(
            request.method == "PUT" ? .put : .post, "/", headers: headers, body: request.body, timeout: .seconds(isTest ? 10 : 30))
        do throws(CheckedFailure) {
            let response = try await http.send(outbound, to: request.url, under: rules())
            return WebhookAnswer(response: response, settings: settings, payloadSize: request.body.count, now: clock.now).outcome
        } catch {
            return .failed(error.delivery)
        }
    }
}

extension DeliveryFailure {
    /// The failure without the webhook's credentials, which a template may have quoted.
    func without(_ settings: WebhookSettings) -> DeliveryFailure {
        var failure = self
        failure.summary = settings.withoutSecrets(summary)
        failure.detail = settings.withoutSecrets(detail)
        return failure
    }
}
