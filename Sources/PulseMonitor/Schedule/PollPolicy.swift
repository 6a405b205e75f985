import PulseCore

/// How patient the scheduler is, `platform-polling` §8.
public struct PollPolicy: Sendable, Equatable {
    /// Pause after the first failure; it doubles with each further one.
    public var firstRetry: Duration = .seconds(5)
    public var longestRetry: Duration = .seconds(300)
    /// Share of a retry's pause by which it is moved at random, so that what failed together is not retried together.
    public var retryJitter = 0.2
    /// Failures in a row that open the breaker.
    public var breakerThreshold = 3
    /// Pause when the breaker opens first; it doubles each time a probing poll fails.
    public var firstOpening: Duration = .seconds(5)
    public var longestOpening: Duration = .seconds(300)
    /// How long a probing poll keeps others out.
    public var halfOpenWindow: Duration = .seconds(30)
    /// Failures in a row after which a source is parked.
    public var attemptsBeforeParking = 5
    /// Pause between attempts at a parked source.
    public var parkedPause: Duration = .seconds(1800)
    /// Pause between knocks at a parked source: looks, without credentials, whether it is there again. It doubles each time that a
    /// source was there and failed all the same.
    public var knockPause: Duration = .seconds(15)
    /// Pause after a failure that only a person can mend, so that no account is locked.
    public var permanentPause: Duration = .seconds(300)
    /// The longest that one poll may take.
    public var pollDeadline: Duration = .seconds(120)
    /// Polls of connections under way at the same time; `nil` takes one for each connection, at most 10.
    public var workers: Int?
    /// `nil`: each source is asked by its own interval.
    public var adaptive: AdaptiveInterval?

    public init() {}

    /// The policy for adaptive polling: where the longest interval is 15 s or less, failures are retried faster as well.
    public init(adaptive: AdaptiveInterval) {
        self.adaptive = adaptive
        guard adaptive.longest <= .seconds(15) else { return }
        firstRetry = .milliseconds(750)
        longestRetry = .seconds(4)
        firstOpening = .seconds(2)
        longestOpening = .seconds(10)
        halfOpenWindow = .seconds(2)
        knockPause = .seconds(4)
    }

    /// The most workers that can be asked for.
    public static let workerLimit = 128

    /// How many polls of connections may be under way.
    func workerCount(connections: Int) -> Int {
        if let workers { return min(max(workers, 1), Self.workerLimit) }
        return min(max(connections, 1), 10)
    }

    /// `first` doubled so many times, at most `longest`, without overflow.
    static func doubled(_ first: Duration, times: Int, atMost longest: Duration) -> Duration {
        // 2^40 times a millisecond is 35 years; more doublings change nothing.
        let doublings = min(max(times, 0), 40)
        let (milliseconds, overflow) = first.wholeMilliseconds.multipliedReportingOverflow(by: 1 << Int64(doublings))
        return overflow ? longest : min(.milliseconds(milliseconds), longest)
    }
}
