import PulseCore

extension Timestamp {
    /// As the Date header wants it: `Thu, 26 Nov 2026 19:48:35 +0000`.
    var mailDate: String {
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let civil = CivilDate(daysSinceEpoch: days)
        let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let time = Timestamp(seconds: seconds).rfc3339.dropFirst(11).prefix(8)
        return "\(names[((days % 7) + 7) % 7]), \(civil.day) \(months[civil.month - 1]) \(civil.year) \(time) +0000"
    }
}
