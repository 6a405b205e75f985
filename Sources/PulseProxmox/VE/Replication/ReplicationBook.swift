import PulseCore
import PulseInventory

/// What is known of a connection's replication jobs. A node that does not answer keeps what it said of its jobs.
public struct ReplicationBook: Sendable, Equatable {
    private struct Sighting: Sendable, Equatable {
        var job: ReplicationJob
        var at: Timestamp
    }

    private var jobs: [String: ReplicationJob] = [:]
    private var states: [String: Sighting] = [:]

    public init() {}

    /// Takes `/cluster/replication`: jobs that it does not name are gone.
    public mutating func take(configured list: [ReplicationJob]) {
        jobs = Dictionary(list.map { ($0.id, $0) }) { first, _ in first }
        states = states.filter { jobs[$0.key] != nil }
    }

    /// Takes how jobs fare. Jobs that are not configured are passed over.
    public mutating func take(states list: [ReplicationJob], at moment: Timestamp) {
        for job in list where jobs[job.id] != nil { states[job.id] = Sighting(job: job, at: moment) }
    }

    /// The nodes to ask how their jobs fare: one call to `/nodes/{n}/replication` answers for all jobs of a node.
    ///
    /// - Parameter guestNodes: Where each guest runs; a job that names no source runs there.
    public func sources(guestNodes: [Int: String]) -> Set<String> {
        Set(jobs.values.compactMap { source(of: $0, guestNodes) })
    }

    /// The jobs of each guest, by their ids.
    public func facets(guestNodes: [Int: String]) -> [Int: [ReplicationFacet]] {
        var guests: [Int: [ReplicationFacet]] = [:]
        for job in jobs.values.sorted(by: { ($0.guest ?? 0, $0.number ?? 0, $0.id) < ($1.guest ?? 0, $1.number ?? 0, $1.id) }) {
            guard let guest = job.guest else { continue }
            guests[guest, default: []].append(facet(job, guestNodes))
        }
        return guests
    }

    /// A guest that moved is copied from where it is now; the configured source is corrected only by the next run.
    private func source(of job: ReplicationJob, _ guestNodes: [Int: String]) -> String? {
        job.guest.flatMap { guestNodes[$0] } ?? job.source
    }

    private func facet(_ job: ReplicationJob, _ guestNodes: [Int: String]) -> ReplicationFacet {
        var facet = ReplicationFacet(jobID: job.id)
        facet.jobNumber = job.number
        facet.guestID = job.guest
        facet.source = source(of: job, guestNodes)
        facet.target = job.target
        facet.schedule = job.schedule
        facet.type = job.type
        facet.enabled = !(job.isDisabled ?? false)
        facet.comment = job.comment
        facet.removeJob = job.removal
        facet.rateLimit = job.rate
        guard let sighting = states[job.id] else { return facet }
        let state = sighting.job
        facet.state = state.word
        facet.lastSync = state.lastSync
        facet.nextSync = facet.enabled ? state.nextSync : nil
        facet.duration = state.duration
        facet.failCount = state.failCount
        facet.error = state.error
        facet.polledAt = sighting.at
        return facet
    }
}

extension ReplicationJob {
    /// The platform's word, or what its own page makes of the figures where it gives none.
    var word: String? {
        if let state { return state }
        if isRunning { return "SYNCING" }
        if error != nil || failCount ?? 0 > 0 { return "ERROR" }
        return lastSync == nil ? nil : "OK"
    }
}
