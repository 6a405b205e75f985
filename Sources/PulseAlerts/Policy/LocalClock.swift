import Foundation
import PulseCore

/// Days and minutes as the clock on the wall of a time zone shows them.
struct LocalClock: Sendable {
    private let zone: TimeZone

    /// The zone of this name of the time zone database; the server's own when the name is empty or unknown.
    init(zone name: String) {
        zone = (name.isEmpty ? nil : TimeZone(identifier: name)) ?? TimeZone.current
    }

    /// Days since 1970-01-01 and minute of the day, both local.
    func reading(_ moment: Timestamp) -> (day: Int, minute: Int) {
        let minutes = Int((moment.seconds + offset(moment)) / 60)
        let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        return (day, minutes - day * 1440)
    }

    /// The moment at which the local clock shows this. Of two such moments the earlier; where the clock leaps over it, just after.
    func moment(day: Int, minute: Int) -> Timestamp {
        let local = Int64(day) * 86_400 + Int64(minute) * 60
        let before = local - offset(Timestamp(seconds: local - 86_400))
        if offset(Timestamp(seconds: before)) == local - before { return Timestamp(seconds: before) }
        return Timestamp(seconds: local - offset(Timestamp(seconds: before)))
    }

    private func offset(_ moment: Timestamp) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment.seconds))))
    }
}
