import PulseCore
import Synchronization

/// The `Date` header, formatted once a second.
final class DateHeader: Sendable {
    private struct Known {
        var second: Int64 = .min
        var text = ""
    }
    private let known = Mutex(Known())

    func text(at now: Timestamp) -> String {
        known.withLock { known in
            if known.second != now.seconds { known = Known(second: now.seconds, text: Self.format(now)) }
            return known.text
        }
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// RFC 9110: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func format(_ moment: Timestamp) -> String {
        // `1994-11-06T08:49:37Z`
        let parts = Timestamp(seconds: moment.seconds).rfc3339.split { $0 == "-" || $0 == "T" || $0 == "Z" }
        let day = moment.seconds / 86_400
        let month = Int(parts[1]).map { months[$0 - 1] } ?? ""
        return "\(days[Int(day % 7)]), \(parts[2]) \(month) \(parts[0]) \(parts[3]) GMT"
    }
}
