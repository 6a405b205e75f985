import PulseCore
import PulseInventory

/// Something that can be asked what it sees: a connection to a platform, or the machine the server runs on.
public protocol ObservationSource: Sendable {
    /// Names the source in the inventory, the schedule and the metrics.
    var source: SourceScope { get }
    /// How often it is asked.
    var interval: Duration { get }
    /// Looks once and hands what it sees to the sink. Throws when the source as a whole was not heard: `PulseError`; codes in
    /// `permanentCodes` slow the schedule down at once.
    func observe(into sink: any ObservationSink) async throws
}

extension PollSchedule.Failure {
    /// Codes of failures that only a person can mend.
    static let permanentCodes: Set<String> = ["authentication_failed", "permission_denied", "certificate_changed"]

    init(_ error: any Error) {
        guard let known = error as? PulseError else {
            self = .transient("\(error)")
            return
        }
        self = Self.permanentCodes.contains(known.code) ? .permanent(known.message) : .transient(known.message)
    }
}
