import PulseCore
import Synchronization

/// Sliding windows in two counters each: the last window counts in proportion to how much of it still lies in view.
///
/// Constant memory for each caller and class, and at most `limit` callers; when full, entries of past windows go first, and if
/// there are none the newcomer is let through uncounted: an attacker who owns that many addresses is not stopped by counting them.
public final class SlidingWindowLimiter: RateLimiter {
    private struct Key: Hashable {
        let rateClass: RateClass
        let caller: [UInt8]
    }
    struct Window: Equatable {
        var index: Int64
        var current = 0
        var previous = 0
    }

    private let limit: Int
    private let windows = Mutex<[Key: Window]>([:])

    public init(limit: Int = 20_000) { self.limit = limit }

    public func take(_ rateClass: RateClass, key: [UInt8], at now: Timestamp) -> RateRefusal? {
        guard let budget = rateClass.budget else { return nil }
        return windows.withLock { windows in
            let key = Key(rateClass: rateClass, caller: key)
            var window = windows[key] ?? Window(index: 0)
            if windows[key] == nil, windows.count >= limit {
                windows = windows.filter { entry in
                    guard let length = entry.key.rateClass.budget?.seconds else { return false }
                    return entry.value.index + 1 >= now.milliseconds / (length * 1000)
                }
                guard windows.count < limit else { return nil }
            }
            let refusal = window.take(requests: budget.requests, length: budget.seconds * 1000, at: now.milliseconds)
            windows[key] = window
            return refusal
        }
    }
}

extension SlidingWindowLimiter.Window {
    /// Counts one request, unless the budget is used up; times in milliseconds.
    mutating func take(requests: Int, length: Int64, at now: Int64) -> RateRefusal? {
        let slot = now / length
        if slot != index {
            previous = slot == index + 1 ? current : 0
            current = 0
            index = slot
        }
        let passed = now - slot * length
        let carried = Double(previous) * Double(length - passed) / Double(length)
        guard Double(current) + carried + 1 > Double(requests) else {
            current += 1
            return nil
        }
        return RateRefusal(limit: requests, reset: Timestamp(milliseconds: resetTime(requests, length, slot * length)))
    }

    /// When enough of the counted requests have left the view for one more.
    private func resetTime(_ requests: Int, _ length: Int64, _ start: Int64) -> Int64 {
        let room = Double(requests - 1 - current)
        if room >= 0, previous > 0 {
            let view = room / Double(previous)
            return start + Int64((1 - min(1, view)) * Double(length)) + 1
        }
        // The current window must end first, then fade far enough.
        let view = Double(requests - 1) / Double(max(1, current))
        return start + length + Int64((1 - min(1, view)) * Double(length)) + 1
    }
}
