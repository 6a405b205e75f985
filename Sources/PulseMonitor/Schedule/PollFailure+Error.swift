import PulseCore

extension PollSchedule.Failure {
    /// Codes of failures that only a person can mend.
    static let permanentCodes: Set<String> = [
        "authentication_failed", "permission_denied", "certificate_changed", "fingerprint_mismatch", "tls_untrusted", "address_refused",
    ]

    /// What an error of a poll means to the schedule, by its code.
    public init(_ error: any Error) {
        guard let known = error as? PulseError else {
            self = .transient("\(error)")
            return
        }
        if Self.permanentCodes.contains(known.code) {
            self = .permanent(known.message)
        } else if known.code.hasPrefix("storage_") {
            self = .ours(known.message)
        } else {
            self = .transient(known.message)
        }
    }
}
