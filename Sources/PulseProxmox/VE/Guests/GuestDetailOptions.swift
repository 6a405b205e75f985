import PulseCore

/// How often, how long and how much guests are asked for details, `platform-polling` §2.4.
struct GuestDetailOptions: Sendable, Equatable {
    var filesystemTimeout: Duration = .seconds(15)
    var networkTimeout: Duration = .seconds(10)
    var systemTimeout: Duration = .seconds(10)
    var versionTimeout: Duration = .seconds(10)
    var fileTimeout: Duration = .seconds(10)
    /// Of `status/current`, configuration and interfaces of containers.
    var statusTimeout: Duration = .seconds(10)
    /// Repetitions of a failed call of the agent, and the pause before.
    var retries = 1
    var retryPause: Duration = .milliseconds(500)
    /// Detail calls at the same time, of them at most so many for metadata (`DetailQueue`); the client holds each node to its own bound.
    var mostConcurrent = 8
    var mostConcurrentMetadata = 4
    /// Time for all calls of one guest in a cycle; `nil` is no limit.
    var guestBudget: Duration?
    /// Time for all details of a cycle.
    var cycleBudget: Duration = .seconds(60)

    /// Of a guest whose status says nothing that the list does not.
    var statusInterval: Duration = .seconds(60)
    var filesystemInterval: Duration = .seconds(60)
    var memoryInterval: Duration = .seconds(60)
    var metadataInterval: Duration = .seconds(300)
    /// Of metadata that came back empty.
    var emptyMetadataInterval: Duration = .seconds(30)
    /// Also after a restart of the guest, metadata is not asked for again sooner.
    var metadataMinimum: Duration = .seconds(120)
    var metadataJitter: Duration = .seconds(45)
    var containerInterval: Duration = .seconds(300)
    /// Configuration of a machine that runs; the first one comes within that time.
    var machineInterval: Duration = .seconds(3600)
    /// Configuration of a guest that stands still and is not started with its node; nothing hangs on it.
    var restingInterval: Duration = .seconds(600)
    /// Configuration of a guest that stands still though it is started with its node: somebody may be about to change that.
    var fallenInterval: Duration = .seconds(120)
    /// After a failure.
    var backoff: Duration = .seconds(30)
    /// After a refusal that only a person can change.
    var refusalBackoff: Duration = .seconds(900)
    /// Most calls handed out at once; the others are due first the next time.
    var mostCalls = 512

    init() {}

    /// Takes what the environment says; what cannot be read leaves the default.
    init(environment: [String: String]) {
        func duration(_ name: String, _ field: inout Duration) {
            if let text = environment[name], let value = Duration(text: text), value > .zero { field = value }
        }
        func number(_ name: String, _ range: ClosedRange<Int>, _ field: inout Int) {
            if let text = environment[name], let value = Int(text) { field = min(max(value, range.lowerBound), range.upperBound) }
        }
        duration("GUEST_AGENT_FSINFO_TIMEOUT", &filesystemTimeout)
        duration("GUEST_AGENT_NETWORK_TIMEOUT", &networkTimeout)
        duration("GUEST_AGENT_OSINFO_TIMEOUT", &systemTimeout)
        duration("GUEST_AGENT_VERSION_TIMEOUT", &versionTimeout)
        number("GUEST_AGENT_RETRIES", 0...5, &retries)
        number("GUEST_AGENT_VM_MAX_CONCURRENT", 1...64, &mostConcurrent)
        number("GUEST_METADATA_MAX_CONCURRENT", 1...64, &mostConcurrentMetadata)
        duration("GUEST_METADATA_MIN_REFRESH_INTERVAL", &metadataMinimum)
        duration("GUEST_METADATA_REFRESH_JITTER", &metadataJitter)
        duration("GUEST_METADATA_RETRY_BACKOFF", &emptyMetadataInterval)
        var budget = Duration.zero
        duration("GUEST_AGENT_VM_BUDGET", &budget)
        guestBudget = budget > .zero ? budget : nil
    }
}
