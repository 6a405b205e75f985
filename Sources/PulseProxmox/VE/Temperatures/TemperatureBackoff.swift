import PulseCore

/// When a host may be asked for its temperatures again, `platform-polling` §2.6a: after failures 30 s, doubling to 15 min.
public struct TemperatureBackoff: Sendable, Equatable {
    public static let shortest = Duration.seconds(30)
    public static let longest = Duration.seconds(15 * 60)

    public enum Event: Sendable, Equatable {
        case success
        /// It will not go away by itself.
        case hardFailure
        /// It took too long: perhaps only now.
        case deadline
        /// The key file as it is now; another one than before makes the host due at once.
        case key(KeyStamp?)
    }

    public private(set) var failures = 0
    public private(set) var retryAt: Timestamp?
    private var failedAt: Timestamp?
    private var key: KeyStamp?
    private var knowsKey = false

    public init() {}

    public func isDue(at moment: Timestamp) -> Bool {
        guard let retryAt, let failedAt else { return true }
        // Before the failure it waits for: the clock was set back, and nobody knows how long ago that was.
        return moment >= retryAt || moment < failedAt
    }

    public mutating func handle(_ event: Event, at moment: Timestamp) {
        switch event {
        case .success: reset()
        case .hardFailure:
            let wait = Self.shortest * (1 << min(failures, 5))
            failures = min(failures + 1, 6)
            (failedAt, retryAt) = (moment, moment + min(wait, Self.longest))
        case .deadline:
            failures = 0
            (failedAt, retryAt) = (moment, moment + Self.shortest)
        case .key(let stamp):
            if knowsKey, stamp != key { reset() }
            key = stamp
            knowsKey = true
        }
    }

    /// The event that a failure is.
    public static func event(_ failure: TemperatureFailure) -> Event { failure == .deadline ? .deadline : .hardFailure }

    private mutating func reset() {
        failures = 0
        (failedAt, retryAt) = (nil, nil)
    }
}

/// What changes when a key file is replaced.
public struct KeyStamp: Sendable, Equatable {
    public var inode: UInt64
    public var size: Int64
    /// Nanoseconds since 1970.
    public var modified: Int64
    public init(inode: UInt64, size: Int64, modified: Int64) {
        self.inode = inode
        self.size = size
        self.modified = modified
    }
}
