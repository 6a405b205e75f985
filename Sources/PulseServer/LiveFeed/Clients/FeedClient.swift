/// What the feed knows of one listener, and what it should get next. A value that only decides.
struct FeedClient: Sendable {
    /// What to send a listener.
    enum Step: Equatable {
        /// It has the frame already.
        case nothing
        /// It still has a state frame to read; it gets the newest one afterwards.
        case wait
        /// Everything: the first frame, after a gap, or on request.
        case full(isInitial: Bool)
        /// What changed since the frame with this number.
        case delta(since: UInt64)
    }

    let wantsLegacy: Bool
    /// Largest message in bytes it accepts.
    let maxMessageBytes: Int?
    /// What it has; `nil` before the first state and after one that was too large.
    private(set) var baseline: FeedBaseline?
    /// It asked for everything.
    private(set) var isFullRequested = false
    private var hasInitialState = false
    /// The frame it was last told to be too large.
    private var refusedFrame: UInt64?

    init(wantsLegacy: Bool = false, maxMessageBytes: Int? = nil) {
        self.wantsLegacy = wantsLegacy
        self.maxMessageBytes = maxMessageBytes
    }

    /// The next step towards `frame` for a client with `backlog` unread messages.
    func step(to frame: UInt64, backlog: Int) -> Step {
        let isCurrent = baseline?.number == frame || (baseline == nil && refusedFrame == frame)
        if isCurrent, !isFullRequested { return .nothing }
        if backlog > 0 { return .wait }
        guard let baseline, !isFullRequested else { return .full(isInitial: !hasInitialState) }
        return .delta(since: baseline.number)
    }

    /// Whether a message of this size may be sent to it.
    func accepts(bytes: Int) -> Bool { bytes <= maxMessageBytes ?? Int.max }

    mutating func requestFull() { isFullRequested = true }

    /// A state message was queued: from now on the client has this frame.
    mutating func delivered(_ frame: FeedBaseline) {
        baseline = frame
        isFullRequested = false
        hasInitialState = true
        refusedFrame = nil
    }

    /// The state did not fit; deltas end until a full frame fits.
    mutating func refused(_ frame: UInt64) {
        baseline = nil
        isFullRequested = false
        hasInitialState = true
        refusedFrame = frame
    }
}
