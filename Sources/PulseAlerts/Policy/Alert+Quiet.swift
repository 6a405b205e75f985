import PulseCore

extension Alert {
    /// Metadata of an alert whose message waits for the end of quiet hours, `alerts` §3.
    static let quietKeys = ["quietHoursSuppressed", "quietHoursSuppressionReason", "quietHoursReplayAt"]

    /// Notes until when its message waits; `nil`: it does not.
    mutating func setQuiet(_ end: Timestamp?) {
        guard let end else {
            for key in Self.quietKeys { metadata[key] = nil }
            return
        }
        let reason = level == .critical ? quietCategory?.rawValue ?? "critical" : "non-critical"
        metadata["quietHoursSuppressed"] = .flag(true)
        metadata["quietHoursSuppressionReason"] = .text(reason)
        metadata["quietHoursReplayAt"] = .text(end.rfc3339)
    }
}
