import PulseWebSocket

/// The messages that lead to one frame, each encoded and compressed once however many clients need it.
struct FrameMessages {
    private enum Kind: Hashable {
        case initial
        case full
        case delta(since: UInt64)
    }
    private struct Key: Hashable {
        let kind: Kind
        let legacy: Bool
    }

    let frame: FeedFrame
    private var messages: [Key: PreparedMessage] = [:]
    private var deltas: [UInt64: FeedDelta] = [:]
    private var patches = PatchCache()

    init(_ frame: FeedFrame) { self.frame = frame }

    /// What a client with the baseline lacks. Frames in `history` give merge patches, older ones whole objects.
    mutating func delta(from baseline: FeedBaseline, history: FrameHistory) -> FeedDelta {
        if let known = deltas[baseline.number] { return known }
        let made = FeedDelta(from: baseline, previous: history[baseline.number], to: frame, patches: &patches)
        deltas[baseline.number] = made
        return made
    }

    mutating func deltaMessage(from baseline: FeedBaseline, history: FrameHistory, legacy: Bool) -> PreparedMessage? {
        let delta = delta(from: baseline, history: history)
        guard !delta.isEmpty(legacy: legacy) else { return nil }
        return message(Key(kind: .delta(since: baseline.number), legacy: legacy)) { FeedMessage.delta(delta, legacy: legacy) }
    }

    mutating func fullMessage(isInitial: Bool, legacy: Bool) -> PreparedMessage {
        let frame = frame
        return message(Key(kind: isInitial ? .initial : .full, legacy: legacy)) {
            FeedMessage.full(frame, type: isInitial ? "initialState" : "rawData", legacy: legacy)
        }
    }

    private mutating func message(_ key: Key, _ encode: () -> [UInt8]) -> PreparedMessage {
        if let known = messages[key] { return known }
        let made = PreparedMessage(encode())
        messages[key] = made
        return made
    }
}

/// The last few frames, from which merge patches can be made.
struct FrameHistory {
    private var frames: [FeedFrame] = []
    /// Most frames kept; a client that lags more gets whole objects.
    let depth: Int

    init(depth: Int = 6) { self.depth = depth }

    subscript(number: UInt64) -> FeedFrame? { frames.first { $0.number == number } }

    mutating func append(_ frame: FeedFrame) {
        frames.append(frame)
        if frames.count > depth { frames.removeFirst(frames.count - depth) }
    }

    mutating func removeAll() { frames.removeAll() }
}
