import PulseCore

/// When quiet hours are in force and whom they hold back, `alerts` §5.6.
struct QuietCalendar: Sendable {
    let hours: QuietHours
    private let clock: LocalClock
    /// By weekday, Monday first.
    private let days: [Bool]

    init(_ hours: QuietHours) {
        self.hours = hours
        clock = LocalClock(zone: hours.timeZone)
        days = QuietHours.Weekday.allCases.map { hours.days.contains($0) }
    }

    /// Until when a message about the alert has to wait; `nil` when it may go now.
    func end(for alert: Alert, at now: Timestamp) -> Timestamp? {
        guard hours.isEnabled, suppresses(alert) else { return nil }
        return end(at: now)
    }

    /// When the quiet hours in force end, windows that touch taken as one (of at most a week); `nil` when none are in force.
    func end(at now: Timestamp) -> Timestamp? {
        guard hours.isEnabled else { return nil }
        var end: Timestamp?
        for _ in 0..<8 {
            guard let next = windowEnd(at: end ?? now), next > end ?? now else { break }
            end = next
        }
        return end
    }

    /// Whether quiet hours hold this alert back when they are in force.
    func suppresses(_ alert: Alert) -> Bool {
        guard alert.level == .critical else { return true }
        return alert.quietCategory.map(hours.suppress.contains) ?? false
    }

    /// The end of the window that covers the moment. Both bounds are whole minutes and belong to the window.
    private func windowEnd(at moment: Timestamp) -> Timestamp? {
        let (day, minute) = clock.reading(moment)
        let (start, last) = (hours.start, hours.end)
        if start <= last {
            guard isOn(day), minute >= start, minute <= last else { return nil }
            return clock.moment(day: day, minute: last + 1)
        }
        if isOn(day), minute >= start { return clock.moment(day: day + 1, minute: last + 1) }
        if isOn(day - 1), minute <= last { return clock.moment(day: day, minute: last + 1) }
        return nil
    }

    /// 1970-01-01 was a Thursday.
    private func isOn(_ day: Int) -> Bool { days[((day + 3) % 7 + 7) % 7] }
}
