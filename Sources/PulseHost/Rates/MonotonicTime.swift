#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Nanoseconds since the machine started, unmoved by changes of the wall clock and counted through sleep.
public struct MonotonicTime: Hashable, Comparable, Sendable {
    public var nanoseconds: UInt64

    public init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

    /// The machine's own clock.
    @Sendable public static func now() -> MonotonicTime {
        var value = timespec()
        clock_gettime(CLOCK_BOOTTIME, &value)
        return MonotonicTime(nanoseconds: UInt64(value.tv_sec) * 1_000_000_000 + UInt64(value.tv_nsec))
    }

    public static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }
}
