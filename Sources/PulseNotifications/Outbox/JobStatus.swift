/// Where a message stands, `notifications` §6.1.
public enum JobStatus: String, Sendable, CaseIterable, Codable {
    /// Waits for its moment.
    case pending
    /// An attempt is under way.
    case sending
    case sent
    /// Kept for the counts of old clients; nothing of ours ends so.
    case failed
    /// Given up; a person may try it again.
    case dlq
    /// No longer wanted: the destination is gone, or what it told is over.
    case cancelled
}
