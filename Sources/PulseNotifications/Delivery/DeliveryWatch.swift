import PulseAlerts
import PulseCore

/// Hears what becomes of messages and raises the alert about dead destinations, which goes out by the others.
public actor DeliveryWatch {
    private let outbox: Outbox
    private let settings: NotificationSettings
    private let raise: @Sendable (SystemCondition) async -> Void
    private var health = DeliveryHealth()

    /// - Parameter raise: given each change of the condition `notification-delivery`.
    public init(outbox: Outbox, settings: NotificationSettings, raise: @escaping @Sendable (SystemCondition) async -> Void) {
        self.outbox = outbox
        self.settings = settings
        self.raise = raise
    }

    /// Takes in what became of a destination; the `news` of `Dispatcher`.
    public func heard(_ news: Dispatcher.News, from destination: Destination) async {
        health.handle(news, from: destination.id)
        await tell()
    }

    /// Looks again, because dead letters or destinations may have been removed meanwhile.
    public func refresh() async {
        guard let dead = try? await outbox.deadDestinations() else { return }
        let enabled = settings.destinations.filter(\.isEnabled).map(\.id)
        health.refresh(dead: dead, enabled: Set(enabled))
        await tell()
    }

    private func tell() async {
        let settings = settings
        if let condition = health.change(names: { settings.destination($0)?.name ?? $0.rawValue }) { await raise(condition) }
    }
}
