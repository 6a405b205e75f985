import PulseCore

/// A span of history as a request names it: `1h`, `7d`, `90m`, `36h`. One parser for every endpoint.
struct TimeRange: Equatable {
    let duration: Duration
    /// The text for the answer's `range`.
    let label: String

    /// The shortest span that is answered; shorter requests get this.
    static let shortest: Duration = .seconds(300)
    /// The longest span that any tier covers.
    static let longest: Duration = .seconds(400 * 86_400)

    /// `nil` when the text is no duration, or none above zero.
    init?(_ text: String) {
        guard let parsed = Duration(text: text), parsed > .zero, text.last?.isLetter == true else { return nil }
        self.init(parsed, label: text)
    }

    /// A bare number counts in minutes, as `/api/storage-charts` always took it.
    init?(minutesOr text: String) {
        if let minutes = Int(text) {
            guard minutes > 0, minutes <= 400 * 1440 else { return nil }
            self.init(.seconds(Int64(minutes) * 60), label: text)
        } else {
            self.init(text)
        }
    }

    init(_ duration: Duration, label: String) {
        self.duration = min(max(duration, Self.shortest), Self.longest)
        self.label = label
    }

    var seconds: Int64 { duration.wholeMilliseconds / 1000 }
}
