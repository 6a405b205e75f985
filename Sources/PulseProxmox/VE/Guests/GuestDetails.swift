import PulseCore

/// Which guests are due for which details, and what came of it: one value for a connection, without clock or network.
///
/// `due` hands out calls, those that wait longest first, so that no guest starves; `took` takes their results in.
struct GuestDetails: Sendable {
    let options: GuestDetailOptions
    var records: [GuestKey: Boxed<Record>] = [:]
    /// Where the next round starts among calls that wait equally long.
    private var rotation = 0

    struct Record: Sendable {
        var detail = GuestDetail()
        var row: GuestRow
        /// When each kind of call is due; kinds that were never made are due at once.
        var dueAt: [DetailCall.Kind: Timestamp] = [:]
        /// Calls that are out, until when their results are waited for.
        var out: [DetailCall.Kind: Timestamp] = [:]
        init(row: GuestRow) { self.row = row }
    }

    init(options: GuestDetailOptions = GuestDetailOptions()) { self.options = options }

    /// What is known of the guest.
    subscript(key: GuestKey) -> GuestDetail? { records[key]?.value.detail }

    var count: Int { records.count }

    /// The calls of these kinds to make now. Guests that are not given any more are forgotten.
    ///
    /// - Parameter most: Further ones wait for the next time, and are first then; `nil` takes the option's number.
    mutating func due(
        at now: Timestamp, guests: [GuestRow], kinds: Set<DetailCall.Kind> = Set(DetailCall.Kind.allCases), most: Int? = nil
    ) -> [DetailCall] {
        note(guests, at: now)
        rotation = guests.isEmpty ? 0 : (rotation + 1) % guests.count
        let options = options
        var waiting: [(since: Timestamp, rank: Int, order: Int, call: DetailCall)] = []
        for (index, guest) in guests.enumerated() where !guest.isUnheard && DetailCall.isPlain(node: guest.node) {
            let order = (index + guests.count - rotation) % guests.count
            // Whether somebody is to be told that it stands still hangs on the one call for it.
            let rank = guest.isRunning ? 1 : 0
            records[guest.key]?.value.visitDue(at: now) { kind, since in
                if kinds.contains(kind) { waiting.append((since, rank, order, DetailCall(kind, for: guest, options))) }
            }
        }
        waiting.sort { ($0.since, $0.rank, $0.order, $0.call.kind.rawValue) < ($1.since, $1.rank, $1.order, $1.call.kind.rawValue) }
        let calls = waiting.prefix(most ?? options.mostCalls).map(\.call)
        for call in calls {
            let longest = (call.timeout + options.retryPause) * (call.retries + 1)
            records[call.guest]?.update { $0.out[call.kind] = now + longest + options.backoff }
        }
        return calls
    }

    /// Takes the list of guests in: restarts, moves, arrivals and departures.
    private mutating func note(_ guests: [GuestRow], at now: Timestamp) {
        for guest in guests { records[guest.key, default: Boxed(Record(row: guest))].update { $0.note(guest, at: now, options) } }
        guard records.count > guests.count else { return }
        let present = Set(guests.lazy.map(\.key))
        records = records.filter { present.contains($0.key) }
    }
}

extension GuestDetails.Record {
    mutating func note(_ guest: GuestRow, at now: Timestamp, _ options: GuestDetailOptions) {
        if guest.isRunning, Uptime.change(from: row.uptime, to: guest.uptime) == .restarted {
            detail.restarted()
            becameDue(at: now, options)
        }
        noteConfiguration(guest, at: now, options)
        row = guest
    }

    /// The platform does not say when a configuration was changed. It may have been while the guest ran, and it was when the list says
    /// something else of a guest that stands still. Machines that run are asked now and then, spread over time.
    private mutating func noteConfiguration(_ guest: GuestRow, at now: Timestamp, _ options: GuestDetailOptions) {
        let kind = guest.key.kind == .qemu ? DetailCall.Kind.machineConfiguration : .containerConfiguration
        if guest.isRunning {
            guard kind == .machineConfiguration, dueAt[kind] == nil else { return }
            dueAt[kind] = now + jitter(kind, within: options.machineInterval)
        } else if !guest.isUnheard, row.isRunning || guest.isConfigured(unlike: row) {
            dueAt[kind] = min(dueAt[kind] ?? now, now)
        }
    }

    /// Visits the calls that are due and not out, with the time since when.
    func visitDue(at now: Timestamp, _ visit: (DetailCall.Kind, Timestamp) -> Void) {
        for kind in wanted {
            if let until = out[kind], now < until { continue }
            let since = dueAt[kind] ?? Timestamp(milliseconds: .min)
            if since <= now { visit(kind, since) }
        }
    }

    private static let machineWithAgent: [DetailCall.Kind] = [
        .machineStatus, .filesystems, .memory, .interfaces, .system, .agentVersion, .machineConfiguration,
    ]
    private static let windowsWithAgent = machineWithAgent.filter { $0 != .memory }

    /// The kinds of calls that make sense for the guest as it is.
    private var wanted: [DetailCall.Kind] {
        let isMachine = row.key.kind == .qemu
        guard row.isRunning else { return isMachine ? [.machineConfiguration] : [.containerConfiguration] }
        guard isMachine else { return [.containerStatus, .containerConfiguration, .containerInterfaces] }
        guard detail.status?.value.hasAgent == true else { return [.machineStatus, .machineConfiguration] }
        guard detail.isAgentAnswering == true else { return [.machineStatus, .filesystems, .machineConfiguration] }
        return detail.isWindows ? Self.windowsWithAgent : Self.machineWithAgent
    }

    /// After a restart everything is asked for again, metadata not sooner than its minimum after the last time.
    mutating func becameDue(at now: Timestamp, _ options: GuestDetailOptions) {
        for (kind, due) in dueAt where kind != .machineConfiguration {
            let asked = kind.isMetadata ? due - options.metadataInterval + options.metadataMinimum : now
            dueAt[kind] = min(due, max(now, asked))
        }
    }
}

extension GuestRow {
    /// Whether the lists tell of another configuration.
    fileprivate func isConfigured(unlike other: GuestRow) -> Bool {
        node != other.node || name != other.name || tags != other.tags || pool != other.pool || processors != other.processors
            || memoryTotal != other.memoryTotal || diskTotal != other.diskTotal || lock != other.lock
    }
}
