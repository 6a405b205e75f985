import Synchronization
@testable import PulseHost

/// A monotonic clock that stands until a test moves it.
final class TestTime: Sendable {
    private let nanoseconds = Mutex<UInt64>(1_000_000_000)
    var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.withLock { $0 }) }
    func advance(seconds: Double) { nanoseconds.withLock { $0 += UInt64(seconds * 1e9) } }
}
