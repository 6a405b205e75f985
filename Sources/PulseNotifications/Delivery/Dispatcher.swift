import PulseCore

/// The one way by which messages leave: real ones, tests and self-tests alike.
public struct Dispatcher: Sendable {
    /// What became of a destination.
    public enum News: Sendable, Equatable {
        case delivered
        case gaveUp(DeliveryFailure)
        case selfTestFailed(DeliveryFailure)
    }

    let channels: ChannelSet
    let clock: any WallClock
    /// Adds what only the server knows: its public address and the graphs.
    let complete: @Sendable (Message) async -> Message
    let news: @Sendable (News, Destination) async -> Void
    let attempted: @Sendable (LedgerEntry, Destination) -> Void

    /// - Parameters:
    ///   - news: told of deliveries, given up messages and failed self-tests.
    ///   - attempted: told of every attempt, tests included, for counting.
    public init(
        channels: ChannelSet, clock: any WallClock = SystemWallClock(), complete: @escaping @Sendable (Message) async -> Message = { $0 },
        news: @escaping @Sendable (News, Destination) async -> Void = { _, _ in },
        attempted: @escaping @Sendable (LedgerEntry, Destination) -> Void = { _, _ in }
    ) {
        self.channels = channels
        self.clock = clock
        self.complete = complete
        self.news = news
        self.attempted = attempted
    }

    /// Sends a message once, and answers with what the ledger is to keep of it.
    func send(
        _ message: Message, to destination: Destination, by settings: ChannelSettings, attempt: Int
    ) async -> (DeliveryOutcome, LedgerEntry) {
        let message = await complete(message)
        let at = clock.now
        let start = ContinuousClock.now
        let outcome = await channels.deliver(message, by: settings)
        let milliseconds = Int((ContinuousClock.now - start).wholeMilliseconds)
        let entry = LedgerEntry(message, to: destination, attempt: attempt, at: at, milliseconds: milliseconds, outcome: outcome)
        attempted(entry, destination)
        return (outcome, entry)
    }

    func heard(_ news: News, from destination: Destination) async { await self.news(news, destination) }
}
