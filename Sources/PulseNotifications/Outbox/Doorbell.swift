/// Wakes the one who waits for work. Rings that come while it works are one ring.
public final class Doorbell: Sendable {
    /// For the one who waits; there is only one.
    public let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    public init() { (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    public func ring() { bell.yield() }
}
