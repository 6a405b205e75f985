import PulseCore
import PulseInventory

/// How full a virtual machine's disks are, `platform-polling` §2.4: only its agent knows.
enum GuestDisk {
    /// What asking the agent for its filesystems has come to.
    enum Inquiry: Sendable, Equatable {
        /// Not asked yet.
        case open
        case answered(Answer)
        /// One of `agent-not-running`, `agent-timeout`, `permission-denied`, `agent-error`.
        case failed(String)

        static func listed(_ filesystems: [GuestFilesystem]) -> Self {
            .answered(Answer(isEmpty: filesystems.isEmpty, use: GuestDisk.use(of: filesystems)))
        }
    }
    /// What the list of filesystems says, summed once when it comes in.
    struct Answer: Sendable, Equatable {
        var isEmpty: Bool
        /// `nil` when nothing of it counts.
        var use: Use?
    }
    struct Use: Sendable, Equatable {
        var capacity: Capacity
        var filesystems: [FilesystemFacet]
    }
    struct Input: Sendable {
        var isRunning: Bool
        /// Whether `status/current` was answered.
        var hasStatus: Bool
        var agent: GuestAgentState?
        var inquiry = Carried(Inquiry.open, at: Timestamp(seconds: 0))
        /// The last answer that had something in it.
        var previous: Carried<Use>?
        var isAgentEvident = false
        var now: Timestamp

        init(isRunning: Bool, hasStatus: Bool, agent: GuestAgentState?, now: Timestamp) {
            self.isRunning = isRunning
            self.hasStatus = hasStatus
            self.agent = agent
            self.now = now
        }
    }
    struct Outcome: Sendable, Equatable {
        var figure: Figure<Use>
        /// The word for people why the use is unknown or old; `nil` when it is neither, or nobody has asked yet.
        var reason: String?
    }

    /// Reasons that will not pass by themselves: no earlier use is shown for them.
    static let lastingReasons: Set<String> = ["vm-stopped", "agent-disabled", "no-agent"]
    private static let asked = "guest-agent-fsinfo"
    private static let notYet = "not-asked"

    static func choose(_ input: Input) -> Outcome {
        let figure = table.choose(input, at: input.now)
        guard let first = figure.fallbacks.first, first.reason != notYet else { return Outcome(figure: figure, reason: nil) }
        return Outcome(figure: figure, reason: figure.value == nil ? first.reason : "prev-" + first.reason)
    }

    static let table = FigureTable<Input, Use>(
        .init(asked) { input in
            if let reason = obstacle(input) { return .unusable(reason) }
            switch input.inquiry.value {
            case .open: return .unusable(notYet)
            case .failed(let reason): return .unusable(reason)
            case .answered(let answer):
                guard !answer.isEmpty else { return .unusable("no-filesystems") }
                guard let use = answer.use else { return .unusable("special-filesystems-only") }
                return .value(use, measuredAt: input.inquiry.at)
            }
        },
        .init("previous-snapshot") { input in
            guard let previous = input.previous else { return .notApplicable }
            if let reason = obstacle(input), lastingReasons.contains(reason) { return .notApplicable }
            guard input.isAgentEvident else { return .unusable("agent-not-seen-lately") }
            return .value(previous.value, measuredAt: previous.at)
        })

    /// What stands in the way before the answer matters.
    private static func obstacle(_ input: Input) -> String? {
        if !input.isRunning { return "vm-stopped" }
        if !input.hasStatus { return "no-status" }
        switch input.agent {
        case .disabled: return "agent-disabled"
        case .notRunning, .expectedUnreachable:
            if case .failed(let reason) = input.inquiry.value { return reason }
            return "agent-not-running"
        case .available, nil: return nil
        }
    }

    /// The sum of what counts, each space once; `nil` when nothing does.
    static func use(of filesystems: [GuestFilesystem]) -> Use? {
        var facets: [FilesystemFacet] = []
        var seen: Set<String> = []
        var total: Int64 = 0
        var used: Int64 = 0
        for filesystem in filesystems where FilesystemSelection.counts(type: filesystem.type, mountpoint: filesystem.mountpoint) {
            guard let size = filesystem.total, size > 0, let taken = filesystem.used else { continue }
            facets.append(FilesystemFacet(filesystem, total: size, used: min(taken, size)))
            if let space = FilesystemSelection.space(of: filesystem), !seen.insert(space).inserted { continue }
            // Sizes are the guest's word: they may be anything.
            total = total.addingReportingOverflow(size).overflow ? .max : total + size
            used = used.addingReportingOverflow(min(taken, size)).overflow ? .max : used + min(taken, size)
        }
        guard total > 0 else { return nil }
        return Use(capacity: Capacity(used: used, total: total), filesystems: facets)
    }
}

extension FilesystemFacet {
    fileprivate init(_ filesystem: GuestFilesystem, total: Int64, used: Int64) {
        self.init()
        device = filesystem.device
        mountpoint = filesystem.mountpoint
        self.filesystem = filesystem.type
        self.total = total
        self.used = used
        free = total - used
        usage = Double(used) / Double(total) * 100
    }
}
