import PulseCore

/// Which guests are due for which details, and what came of it: one value for a connection, without clock or network.
///
/// `due` hands out calls, those that wait longest first, so that no guest starves; `took` takes their results in.
struct GuestDetails: Sendable {
    let options: GuestDetailOptions
    var records: [GuestKey: Record] = [:]
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
    subscript(key: GuestKey) -> GuestDetail? { records[key]?.detail }

    var count: Int { records.count }

    /// The calls of these kinds to make now. Guests that are not given any more are forgotten.
    ///
    /// - Parameter most: Further ones wait for the next time, and are first then; `nil` takes the option's number.
    mutating func due(
        at now: Timestamp, guests: [GuestRow], kinds: Set<DetailCall.Kind> = Set(DetailCall.Kind.allCases), most: Int? = nil
    ) -> [DetailCall] {
        note(guests, at: now)
        rotation = guests.isEmpty ? 0 : (rotation + 1) % guests.count
        var waiting: [(since: Timestamp, order: Int, call: DetailCall)] = []
        for (index, guest) in guests.enumerated() where guest.isRunning && DetailCall.isPlain(node: guest.node) {
            guard let record = records[guest.key] else { continue }
            let order = (index + guests.count - rotation) % guests.count
            for kind in wanted(record, at: now) where kinds.contains(kind) {
                if let until = record.out[kind], now < until { continue }
                let since = record.dueAt[kind] ?? Timestamp(milliseconds: .min)
                if since <= now { waiting.append((since, order, call(kind, for: guest))) }
            }
        }
        waiting.sort { ($0.since, $0.order, $0.call.kind.rawValue) < ($1.since, $1.order, $1.call.kind.rawValue) }
        let calls = waiting.prefix(most ?? options.mostCalls).map(\.call)
        for call in calls {
            let longest = (call.timeout + options.retryPause) * (call.retries + 1)
            records[call.guest]?.out[call.kind] = now + longest + options.backoff
        }
        return calls
    }

    /// Takes the list of guests in: restarts, moves, arrivals and departures.
    private mutating func note(_ guests: [GuestRow], at now: Timestamp) {
        var next: [GuestKey: Record] = [:]
        next.reserveCapacity(guests.count)
        for guest in guests {
            var record = records[guest.key] ?? Record(row: guest)
            if guest.isRunning, Uptime.change(from: record.row.uptime, to: guest.uptime) == .restarted {
                record.detail.restarted()
                record.becameDue(at: now, options)
            }
            record.row = guest
            next[guest.key] = record
        }
        records = next
    }

    /// The kinds of calls that make sense for the guest as it is.
    private func wanted(_ record: Record, at now: Timestamp) -> [DetailCall.Kind] {
        guard record.row.key.kind == .qemu else { return [.containerStatus, .containerConfiguration, .containerInterfaces] }
        guard record.detail.status?.value.hasAgent == true else { return [.machineStatus] }
        guard record.detail.isAgentAnswering == true else { return [.machineStatus, .filesystems] }
        let isWindows = record.detail.system?.value.name?.contains("Windows") ?? false
        return isWindows
            ? [.machineStatus, .filesystems, .interfaces, .system, .agentVersion]
            : [.machineStatus, .filesystems, .memory, .interfaces, .system, .agentVersion]
    }

    private func call(_ kind: DetailCall.Kind, for guest: GuestRow) -> DetailCall {
        let timeout =
            switch kind {
            case .filesystems: options.filesystemTimeout
            case .memory: options.fileTimeout
            case .interfaces: options.networkTimeout
            case .system: options.systemTimeout
            case .agentVersion: options.versionTimeout
            case .machineStatus, .containerStatus, .containerConfiguration, .containerInterfaces: options.statusTimeout
            }
        return DetailCall(
            kind: kind, guest: guest.key, node: guest.node, timeout: timeout, retries: kind.isAgents ? options.retries : 0)
    }
}

extension GuestDetails.Record {
    /// After a restart everything is asked for again, metadata not sooner than its minimum after the last time.
    mutating func becameDue(at now: Timestamp, _ options: GuestDetailOptions) {
        for (kind, due) in dueAt {
            let asked = kind.isMetadata ? due - options.metadataInterval + options.metadataMinimum : now
            dueAt[kind] = min(due, max(now, asked))
        }
    }
}
