import PulseCore

extension AlertMachine {
    /// Takes one reading in. `isRejudging`: it was taken before, but other settings judge it now.
    ///
    /// - Parameter version: stays the same while the resource would be described by the same names.
    mutating func handle(
        _ judgement: Judgement, version: UInt64? = nil, isRejudging: Bool = false, in context: StepContext,
        into actions: inout [AlertAction],
        describe: () -> AlertDescription
    ) {
        absences = 0
        let verdict = judgement.verdict
        switch verdict {
        case .off(let reason):
            switchOff(reason, in: context, into: &actions)
            return
        case .unknown:
            noteUnknown(at: context.now.steady)
            return
        case .bad, .latched, .good: break
        }
        if isRejudging, judgement.isMeasured, firing != nil || pending != nil {
            rejudge(verdict, in: context, into: &actions, describe: describe)
            return
        }
        guard isNew(judgement.measuredAt, at: context.now.wall) else { return }
        memory.counted = judgement.measuredAt
        marks.insert(firing == nil && pending == nil ? .stored : .aged)
        if firing != nil {
            guard !refresh(verdict, judgement, version, in: context) else { return }
            take(verdict, judgement, in: context, into: &actions, describe: describe)
        } else {
            confirm(verdict, judgement, in: context, into: &actions, describe: describe)
        }
        firing?.describedVersion = version
    }

    /// A reading counts once. After the wall clock was set back, older times are new ones.
    private func isNew(_ measuredAt: Timestamp, at now: Timestamp) -> Bool {
        guard let counted = memory.counted else { return true }
        return measuredAt > counted || (counted > now && measuredAt != counted)
    }

    private mutating func switchOff(_ reason: OffReason, in context: StepContext, into actions: inout [AlertAction]) {
        dropPending()
        guard firing != nil else { return }
        let isSuperseded = reason == .parentUnreachable || reason == .otherSource || reason == .notRunning
        resolve(isSuperseded ? .superseded : .configuration, in: context, into: &actions)
    }

    mutating func dropPending() {
        guard pending != nil else { return }
        pending = nil
        marks.insert(.stored)
    }

    /// The clock of what is pending goes on; how often one looked is learned.
    private mutating func noteUnknown(at now: Duration) {
        guard var pending else { return }
        pending.learnDistance(until: now)
        pending.lastJudged = now
        self.pending = pending
        marks.insert(.stored)
    }

    /// The same reading under other settings.
    private mutating func rejudge(
        _ verdict: Judgement.Verdict, in context: StepContext, into actions: inout [AlertAction], describe: () -> AlertDescription
    ) {
        guard firing != nil else {
            if case .bad = verdict { return }
            dropPending()
            return
        }
        if case .bad(let level, let value, let threshold) = verdict {
            update(level, value: value, threshold: threshold, describe(), in: context, into: &actions)
        } else {
            resolve(.configuration, in: context, into: &actions)
        }
    }

    /// A reading while the alert is open.
    private mutating func take(
        _ verdict: Judgement.Verdict, _ judgement: Judgement, in context: StepContext, into actions: inout [AlertAction],
        describe: () -> AlertDescription
    ) {
        switch verdict {
        case .bad(let level, let value, let threshold):
            resetGoodReadings()
            // A figure's level falls only by resolving; a state's is what it is.
            let floor = judgement.isMeasured ? firing?.alert.level ?? level : level
            update(max(level, floor), value: value, threshold: threshold, describe(), in: context, into: &actions)
        case .latched(let value, let threshold):
            resetGoodReadings()
            let level = firing?.alert.level ?? .warning
            update(level, value: value, threshold: threshold, describe(), in: context, into: &actions)
        case .good:
            firing?.goodReadings += 1
            marks.insert(.stored)
            let wanted = if case .readings(_, let resolve) = judgement.confirmation { max(resolve, 1) } else { 1 }
            if let count = firing?.goodReadings, count >= wanted { resolve(.recovered, in: context, into: &actions) }
        case .unknown, .off: break
        }
    }

    private mutating func resetGoodReadings() {
        guard let count = firing?.goodReadings, count > 0 else { return }
        firing?.goodReadings = 0
        marks.insert(.stored)
    }

    /// A reading while there is no alert.
    private mutating func confirm(
        _ verdict: Judgement.Verdict, _ judgement: Judgement, in context: StepContext, into actions: inout [AlertAction],
        describe: () -> AlertDescription
    ) {
        guard case .bad(let level, let value, let threshold) = verdict else {
            dropPending()
            return
        }
        let now = context.now.steady
        var pending = self.pending ?? Pending(since: now, lastReading: now, lastJudged: now, level: level, value: value)
        if self.pending != nil { pending.addReading(level, value, at: now) }
        self.pending = pending
        marks.insert(.stored)
        guard pending.satisfies(judgement.confirmation, at: now) else { return }
        let reading = FiringReading(level: level, value: value, threshold: threshold, isMeasured: judgement.isMeasured)
        guard !isSuppressed(reading, in: context, into: &actions) else { return }
        fire(reading, describe(), in: context, into: &actions)
    }
}

/// What an alert begins with.
struct FiringReading {
    var level: AlertLevel
    var value: Double
    var threshold: Double
    var isMeasured: Bool
}
