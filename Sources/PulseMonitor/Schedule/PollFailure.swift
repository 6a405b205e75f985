extension PollSchedule {
    /// Why a poll failed, as far as the schedule cares.
    public enum Failure: Sendable, Equatable {
        /// The source may answer again by itself.
        case transient(String)
        /// Only a person can mend it (a wrong token, say); asked rarely, so that no account is locked.
        case permanent(String)
        /// It is this server's own trouble (a full disk, say): no reason to leave the source alone.
        case ours(String)

        public var message: String {
            switch self {
            case .transient(let message), .permanent(let message), .ours(let message): message
            }
        }

        /// `permanent` or `transient`, for the API and the metrics.
        public var category: String {
            if case .permanent = self { "permanent" } else { "transient" }
        }
    }
}
