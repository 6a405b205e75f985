import PulseCore

extension AlertConfiguration {
    /// The configuration without the mutes that have ended; `nil` when none has. Overrides that said nothing else are gone.
    public func liftingMutes(endedBy now: Timestamp) -> AlertConfiguration? {
        var lifted = self
        for (key, settings) in overrides {
            guard let end = settings.disabledUntil, end <= now else { continue }
            var rest = settings
            // Where all is muted, what is never asked of the connection stays so.
            if rest.isDisabled { rest.isDisabled = false } else { rest.disableConnectivity = false }
            rest.disabledUntil = nil
            rest.disabledReason = nil
            lifted.overrides[key] = rest == ThresholdConfiguration() ? nil : rest
        }
        return lifted == self ? nil : lifted
    }
}
