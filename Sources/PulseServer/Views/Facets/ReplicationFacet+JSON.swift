import PulseCore
import PulseInventory

extension ReplicationFacet {
    /// Writes what the job itself says, the same in the guest's facet and in `replicationJobs`.
    func writeMembers(_ json: inout JSONWriter) {
        json.field("jobId", jobID)
        json.optional("jobNumber", jobNumber)
        json.optional("guestId", guestID)
        json.optional("sourceNode", source)
        json.optional("targetNode", target)
        json.optional("schedule", schedule)
        json.optional("type", type)
        json.field("enabled", enabled)
        json.optional("state", state)
        json.optional("status", statusWord)
        json.optional("lastSyncStatus", lastSyncStatus)
        writeTimes(&json)
        json.optional("failCount", failCount)
        json.optional("error", error)
        json.optional("comment", comment)
        json.optional("removeJob", removeJob)
        json.optionalRounded("rateLimitMbps", rateLimit)
        json.optional("polledAt", polledAt?.milliseconds)
    }

    private func writeTimes(_ json: inout JSONWriter) {
        json.optional("lastSyncTime", lastSync?.milliseconds)
        json.optional("lastSyncUnix", lastSync.map { $0.milliseconds / 1000 })
        json.optionalRounded("lastSyncDurationSeconds", duration)
        json.optional("lastSyncDurationHuman", duration.map(Self.clock))
        json.optional("nextSyncTime", nextSync?.milliseconds)
        json.optional("nextSyncUnix", nextSync.map { $0.milliseconds / 1000 })
        json.optionalRounded("durationSeconds", duration)
        json.optional("durationHuman", duration.map(Self.clock))
    }

    /// One word for the job as a whole.
    private var statusWord: String? {
        if !enabled { return "disabled" }
        if error != nil || (failCount ?? 0) > 0 { return "error" }
        return state?.lowercased() ?? (lastSync == nil ? nil : "ok")
    }

    private var lastSyncStatus: String? {
        if error != nil || (failCount ?? 0) > 0 { return "error" }
        return lastSync == nil ? nil : "ok"
    }

    /// `HH:MM:SS`.
    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        return [whole / 3600, whole / 60 % 60, whole % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
