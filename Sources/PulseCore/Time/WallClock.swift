#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import Synchronization

/// Tells the time of day. Everything that stamps, ages or expires takes one, so that tests own the time.
public protocol WallClock: Sendable {
    var now: Timestamp { get }
}

/// The machine's real-time clock.
public struct SystemWallClock: WallClock {
    public init() {}
    public var now: Timestamp {
        var value = timespec()
        clock_gettime(CLOCK_REALTIME, &value)
        return Timestamp(milliseconds: Int64(value.tv_sec) * 1000 + Int64(value.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands until a test moves it.
public final class ManualWallClock: WallClock {
    private let current: Mutex<Timestamp>

    public init(_ start: Timestamp = Timestamp(seconds: 1_700_000_000)) { current = Mutex(start) }

    public var now: Timestamp { current.withLock { $0 } }

    public func advance(by duration: Duration) { current.withLock { $0 = $0 + duration } }
    public func set(_ moment: Timestamp) { current.withLock { $0 = moment } }
}
