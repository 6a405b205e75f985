import PulseCore

/// What of the configuration decides whether and when people are told.
struct DispatchPolicy: Sendable {
    /// Sends that are remembered for the hourly limit; a higher limit is taken as this one.
    static let mostSendsRemembered = 240

    let isOpen: Bool
    let schedule: AlertSchedule
    let flapping: Flapping
    let ages: AlertAges
    let minimumDelta: Double
    let suppressionWindow: Duration
    let quiet: QuietCalendar

    init(_ configuration: AlertConfiguration) {
        isOpen = configuration.activation == .active
        schedule = configuration.schedule
        flapping = configuration.flapping
        ages = configuration.ages
        minimumDelta = configuration.minimumDelta
        suppressionWindow = configuration.suppressionWindow
        quiet = QuietCalendar(configuration.schedule.quietHours)
    }

    /// Messages about one alert in a sliding hour; `nil`: no limit.
    var hourlyLimit: Int? {
        schedule.maxAlertsHour > 0 ? min(schedule.maxAlertsHour, Self.mostSendsRemembered) : nil
    }

    /// Between two messages about one occurrence; `nil`: once only.
    var cooldown: Duration? { schedule.cooldown > .zero ? schedule.cooldown : nil }
}
