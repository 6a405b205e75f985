import PulseCore
import PulseInventory

/// Which of a guest's memory figures to believe, `platform-polling` §2.3. An agent inside the guest wins in the inventory's merge.
enum GuestMemory {
    struct Input: Sendable {
        var row: GuestRow
        /// When the platform said `row`.
        var listedAt: Timestamp
        var status: Carried<GuestStatus>?
        /// `/proc/meminfo` read through the guest agent.
        var agentReport: Carried<GuestMemoryReport>?
        /// The last use by a source that can be trusted.
        var previous: Carried<MemoryUse>?
        var isAgentAnswering = false
        var now: Timestamp

        init(row: GuestRow, listedAt: Timestamp, now: Timestamp) {
            self.row = row
            self.listedAt = listedAt
            self.now = now
        }

        var total: Int64? { row.memoryTotal ?? status?.value.memoryTotal }
        var freshStatus: Carried<GuestStatus>? {
            status.flatMap { now.since($0.at) <= GuestMemory.statusLife ? $0 : nil }
        }
        /// The platform takes all the memory of the machine for used: the guest tells it nothing.
        var seemsBlind: Bool {
            guard let total, let used = freshStatus?.value.memory ?? row.memory else { return false }
            return freshStatus?.value.freeMemory == nil && used >= total - GuestMemory.blindMargin
        }
    }

    /// A status or report that is older says nothing about now.
    static let statusLife: Duration = .seconds(90)
    static let reportLife: Duration = .seconds(150)
    /// 128 MiB.
    static let blindMargin: Int64 = 128 << 20
    /// 4 MiB, see `NodeMemory.leastReclaimable`.
    static let leastReclaimable: Int64 = 4 << 20
    /// Percentage points between a trusted use and one that counts cache, from which the trusted one is kept for a while.
    static let jump = 5.0
    static let previousLife: Duration = .seconds(120)
    static let previousLifeWithAgent: Duration = .seconds(600)
    /// Sources that count the guest's cache as used.
    static let lowTrust: Set<String> = ["freemem", "status-mem", "cluster-resources"]

    /// The use of a virtual machine, after the rule for jumps.
    static func machine(_ input: Input) -> Figure<MemoryUse> {
        let figure = machineTable.choose(input, at: input.now)
        guard let previous = input.previous, figure.source != "powered-off" else { return figure }
        let life = input.isAgentAnswering ? previousLifeWithAgent : previousLife
        guard let trusted = previous.value(within: life, of: input.now) else { return figure }
        if let use = figure.value {
            guard lowTrust.contains(figure.source), abs(use.percent - trusted.percent) >= jump else { return figure }
        }
        let reason = figure.value == nil ? [] : [Provenance.Fallback(source: figure.source, reason: "low-trust-jump")]
        return Figure(value: trusted, source: "previous-snapshot", fallbacks: figure.fallbacks + reason, measuredAt: previous.at)
    }

    /// The use of a container: the platform offers nothing that leaves out its cache.
    static func container(_ input: Input) -> Figure<MemoryUse> { containerTable.choose(input, at: input.now) }

    /// Whether the use may stand in for later ones.
    static func isTrusted(_ figure: Figure<MemoryUse>) -> Bool {
        figure.value != nil && !lowTrust.contains(figure.source) && figure.source != "previous-snapshot" && figure.source != "powered-off"
    }

    private static let poweredOff = FigureTable<Input, MemoryUse>.Source("powered-off") { input in
        guard !input.row.isRunning, !input.row.isUnheard else { return .notApplicable }
        guard let use = MemoryUse(total: input.total, used: 0) else { return .notApplicable }
        return .value(use, measuredAt: input.listedAt)
    }
    private static let listed = FigureTable<Input, MemoryUse>.Source("cluster-resources") { input in
        use(total: input.total, used: input.row.memory, at: input.listedAt)
    }

    static let containerTable = FigureTable<Input, MemoryUse>(poweredOff, listed)

    static let machineTable = FigureTable<Input, MemoryUse>(
        poweredOff,
        .init("guest-agent-meminfo") { input in input.seemsBlind && input.agentReport != nil ? agentReport(input) : .notApplicable },
        .init("meminfo-available") { input in
            guard let status = input.freshStatus else { return .unusable(input.status == nil ? "no-status" : "status-too-old") }
            guard let report = status.value.memoryReport else { return .unusable("field-missing") }
            guard let available = report.available else { return .unusable("field-missing") }
            return left(available, of: report.total ?? input.total, free: report.free, at: status.at)
        },
        .init("meminfo-free-buffers-cached") { input in
            guard let status = input.freshStatus, let report = status.value.memoryReport else { return .unusable("field-missing") }
            return sum(report, total: report.total ?? input.total, at: status.at)
        },
        .init("guest-agent-meminfo") { input in input.seemsBlind && input.agentReport != nil ? .notApplicable : agentReport(input) },
        .init("meminfo-total-minus-used") { input in
            guard let status = input.freshStatus, let report = status.value.memoryReport else { return .unusable("field-missing") }
            guard let total = report.total ?? input.total, let used = report.used else { return .unusable("field-missing") }
            guard total - used - (report.free ?? 0) >= leastReclaimable else { return .unusable("cache-not-told-apart") }
            return left(total - used, of: total, free: report.free, at: status.at)
        },
        .init("freemem") { input in
            guard let status = input.freshStatus else { return .unusable(input.status == nil ? "no-status" : "status-too-old") }
            guard let free = status.value.freeMemory ?? status.value.balloonReport.free else { return .unusable("no-balloon") }
            guard let total = input.total else { return .unusable("no-total") }
            // What the balloon holds is neither free nor used by the guest.
            let seen = min(total, status.value.balloonReport.total ?? total)
            guard free <= seen else { return .unusable("exceeds-total") }
            return use(total: total, used: seen - free, at: status.at)
        },
        .init("status-mem") { input in
            guard let status = input.freshStatus else { return .unusable(input.status == nil ? "no-status" : "status-too-old") }
            return use(total: input.total, used: status.value.memory, at: status.at)
        },
        listed)

    private static func agentReport(_ input: Input) -> SourceAnswer<MemoryUse> {
        guard let carried = input.agentReport else { return .unusable("not-read") }
        guard let report = carried.value(within: reportLife, of: input.now) else { return .unusable("too-old") }
        if let available = report.available {
            return left(available, of: report.total ?? input.total, free: report.free, at: carried.at)
        }
        return sum(report, total: report.total ?? input.total, at: carried.at)
    }

    private static func sum(_ report: GuestMemoryReport, total: Int64?, at: Timestamp) -> SourceAnswer<MemoryUse> {
        guard let free = report.free else { return .unusable("field-missing") }
        let reclaimable = (report.buffers ?? 0) + (report.cached ?? 0) + (report.reclaimable ?? 0)
        guard reclaimable > 0 else { return .unusable("no-buffers-or-cached") }
        return left(free + reclaimable, of: total, free: free, at: at)
    }

    private static func left(_ available: Int64, of total: Int64?, free: Int64?, at: Timestamp) -> SourceAnswer<MemoryUse> {
        guard let total, total > 0 else { return .unusable("no-total") }
        guard available <= total else { return .unusable("exceeds-total") }
        guard let use = MemoryUse(total: total, available: available, free: free) else { return .unusable("negative") }
        return .value(use, measuredAt: at)
    }

    private static func use(total: Int64?, used: Int64?, at: Timestamp) -> SourceAnswer<MemoryUse> {
        guard let used else { return .unusable("field-missing") }
        guard let use = MemoryUse(total: total, used: used) else { return .unusable("no-total") }
        return .value(use, measuredAt: at)
    }
}
