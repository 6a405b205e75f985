import PulseCore

/// Sends test messages by the very way that real ones go, without queue, policy and retries.
public struct DeliveryTester: Sendable {
    let dispatcher: Dispatcher
    let outbox: Outbox
    let clock: any WallClock
    let tenant: WebhookTenant

    public init(
        dispatcher: Dispatcher, outbox: Outbox, clock: any WallClock = SystemWallClock(), tenant: WebhookTenant = WebhookTenant()
    ) {
        self.dispatcher = dispatcher
        self.outbox = outbox
        self.clock = clock
        self.tenant = tenant
    }

    /// Tests settings, saved or not.
    public func test(_ settings: ChannelSettings) async -> DeliveryOutcome {
        await send(TestMessage.button(at: clock.now), by: settings).0
    }

    /// The request by which the test message would leave, without its credentials. Nothing is sent.
    ///
    /// - Throws: What is wrong with the settings, such as a template that fails.
    public func preview(_ settings: WebhookSettings, _ event: Message.Event) async throws(DeliveryFailure) -> WebhookRequest? {
        let message = await dispatcher.complete(TestMessage.button(event, at: clock.now))
        do throws(DeliveryFailure) {
            return try WebhookRequest.requests(for: message, settings: settings, tenant: tenant).first?.shown(for: settings)
        } catch { throw error.without(settings) }
    }

    /// The self-test of one destination; what became of it is news.
    func selfTest(_ settings: ChannelSettings) async -> DeliveryOutcome {
        let (outcome, destination) = await send(TestMessage.selfTest(at: clock.now), by: settings)
        switch outcome {
        case .delivered: await dispatcher.heard(.delivered, from: destination)
        case .failed(let failure): await dispatcher.heard(.selfTestFailed(failure), from: destination)
        }
        return outcome
    }

    private func send(_ message: Message, by settings: ChannelSettings) async -> (DeliveryOutcome, Destination) {
        let destination = settings.destination
        let (outcome, entry) = await dispatcher.send(message, to: destination, by: settings, attempt: 1)
        // The answer counts more than its place in the ledger.
        try? await outbox.note(entry)
        return (outcome, destination)
    }
}

extension ChannelSettings {
    /// The destination these settings describe.
    public var destination: Destination {
        switch self {
        case .email(let settings): Destination(settings)
        case .apprise(let settings): Destination(settings)
        case .webhook(let settings): Destination(settings)
        }
    }
}
