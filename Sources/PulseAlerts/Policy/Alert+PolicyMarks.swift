import PulseCore

extension Alert {
    /// Metadata that policy keeps, whatever the newest reading says of the rest.
    static let policyKeys = quietKeys + [flappingKey]
    /// Until when nobody is told of it, because it came and went too often.
    private static let flappingKey = "flappingUntil"
    /// Metadata of an alert whose message waits for the end of quiet hours, `alerts` §3.
    private static let quietKeys = ["quietHoursSuppressed", "quietHoursSuppressionReason", "quietHoursReplayAt"]

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

    mutating func setFlapping(_ end: Timestamp?) { metadata[Self.flappingKey] = end.map { .text($0.rfc3339) } }
}
