import PulseCore

/// In which order the calls of one round are made: at most so many at a time, fewer of them for metadata, and no guest longer than its
/// budget. A value without clock: who makes the calls says when.
struct DetailQueue: Sendable {
    private var waiting: [DetailCall]
    private var next = 0
    private let mostMetadata: Int
    private let mostCalls: Int
    private let budget: Duration?
    private var running = 0
    private var runningMetadata = 0
    private var spent: [GuestKey: Duration] = [:]
    /// What calls under way may still take of their guests' budgets.
    private var reserved: [GuestKey: Duration] = [:]
    /// Calls of guests whose budget was spent; they were not made.
    private(set) var withdrawn: [DetailCall] = []

    init(_ calls: [DetailCall], _ options: GuestDetailOptions) {
        waiting = calls
        mostMetadata = options.mostConcurrentMetadata
        mostCalls = options.mostConcurrent
        budget = options.guestBudget
    }

    /// The next call to make now, with all its tries within what is left of its guest's budget; `nil` when one must end first or none is
    /// left.
    mutating func start() -> DetailCall? {
        guard running < mostCalls else { return nil }
        var index = next
        while index < waiting.count {
            var call = waiting[index]
            guard !call.kind.isMetadata || runningMetadata < mostMetadata else {
                index += 1
                continue
            }
            if let budget {
                let held = reserved[call.guest, default: .zero]
                let left = budget - spent[call.guest, default: .zero] - held
                guard left > .zero || held == .zero else {
                    // What those under way do not use is its own.
                    index += 1
                    continue
                }
                remove(at: index)
                guard left > .zero else {
                    withdrawn.append(call)
                    index = max(index, next)
                    continue
                }
                call.timeout = min(call.timeout, left)
                call.allowance = left
                reserved[call.guest, default: .zero] += call.longest
            } else {
                remove(at: index)
            }
            running += 1
            if call.kind.isMetadata { runningMetadata += 1 }
            return call
        }
        return nil
    }

    /// Takes note that a call ended.
    mutating func ended(_ call: DetailCall, after time: Duration) {
        running -= 1
        if call.kind.isMetadata { runningMetadata -= 1 }
        guard budget != nil else { return }
        spent[call.guest, default: .zero] += time
        let held = reserved[call.guest, default: .zero] - call.longest
        reserved[call.guest] = held > .zero ? held : nil
    }

    /// Keeps the order of those that wait; what was before is only skipped over.
    private mutating func remove(at index: Int) {
        if index == next {
            next += 1
        } else {
            waiting.remove(at: index)
        }
    }
}
