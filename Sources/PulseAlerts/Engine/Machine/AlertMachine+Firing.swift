import PulseCore

extension AlertMachine {
    /// Fired a moment ago with nearly the same value: it does not fire again for a while, `alerts` §5.1 step 3.
    mutating func isSuppressed(_ reading: FiringReading, in context: StepContext, into actions: inout [AlertAction]) -> Bool {
        guard reading.isMeasured, let last = memory.lastFire, let lastValue = last.value else { return false }
        guard abs(reading.value - lastValue) < context.policy.minimumDelta, reading.level <= last.level else { return false }
        let now = context.now.steady
        if let until = memory.suppressedUntil, now < until { return true }
        guard now - last.at < context.policy.suppressionWindow else { return false }
        let until = now + context.policy.suppressionWindow
        memory.suppressedUntil = until
        marks.insert(.stored)
        if let occurrence = memory.ended?.resolved.alert.occurrence {
            hold(.minimumChange, until: context.wall(until), occurrence, in: context, into: &actions)
        }
        return true
    }

    /// Opens the alert: a new occurrence, or the last one again when it ended less than five minutes ago.
    mutating func fire(
        _ reading: FiringReading, _ description: AlertDescription, in context: StepContext, into actions: inout [AlertAction]
    ) {
        let now = context.now
        forgetTheOld(in: context)
        var firing: Firing
        let isReopened = memory.ended != nil
        if let ended = memory.ended {
            firing = Firing(
                alert: ended.resolved.alert, aliases: ended.aliases, isMonitorOnly: description.isMonitorOnly, startedAt: ended.startedAt,
                openedAt: now.steady, seenAt: now.steady)
            firing.alert.level = reading.level
            firing.notifiedAt = ended.notifiedAt
            firing.toldLevel = ended.toldLevel
        } else {
            let alert = Alert(
                id: description.id, type: description.type, kind: description.kind, level: reading.level,
                resourceID: description.resourceID, resourceName: description.resourceName, specID: description.specID,
                startTime: min(description.startedAt ?? now.wall, now.wall))
            firing = Firing(
                alert: alert, aliases: [], isMonitorOnly: description.isMonitorOnly, startedAt: now.steady, openedAt: now.steady,
                seenAt: now.steady)
        }
        if firing.alert.acknowledgement == nil { firing.alert.acknowledgement = memory.acknowledgement }
        firing.alert.level = reading.level
        firing.show(reading.value, threshold: reading.threshold, description, at: now)
        firing.aliases = description.names(besides: firing.alert.id)
        memory.ended = nil
        memory.acknowledgement = nil
        memory.acknowledgedUntil = nil
        memory.suppressedUntil = nil
        memory.lastFire = Memory.Fire(at: now.steady, value: reading.isMeasured ? reading.value : nil, level: reading.level)
        pending = nil
        self.firing = firing
        marks.formUnion([.stored, .visible, .ids])
        actions.append(.opened(firing.alert, isReopened: isReopened))
        dispatch(.fired, in: context, into: &actions)
    }

    /// Takes over what the newest reading says of the open alert.
    mutating func update(
        _ level: AlertLevel, value: Double, threshold: Double, _ description: AlertDescription, in context: StepContext,
        into actions: inout [AlertAction]
    ) {
        guard var firing else { return }
        let (before, names) = (firing.alert.level, firing.aliases)
        let wasMonitorOnly = firing.isMonitorOnly
        firing.seenAt = context.now.steady
        firing.isMonitorOnly = description.isMonitorOnly
        firing.aliases = description.names(besides: firing.alert.id)
        firing.alert.level = level
        firing.show(value, threshold: threshold, description, at: context.now)
        self.firing = firing
        marks.formUnion([.aged, .visible])
        if names != firing.aliases { marks.formUnion([.ids, .stored]) }
        if before != level { marks.insert(.stored) }
        if level > before {
            actions.append(.levelRose(firing.alert))
            if level > firing.toldLevel ?? .warning || firing.toldLevel == nil {
                dispatch(.fired, isRise: true, in: context, into: &actions)
            }
        } else if wasMonitorOnly, !description.isMonitorOnly, !firing.isTold, firing.lastHold == .monitorOnly {
            dispatch(.fired, in: context, into: &actions)
        }
    }

    /// Ends the alert, and tells those who were told of it unless policy says otherwise, `alerts` §5.7.
    mutating func resolve(_ reason: ResolveReason, in context: StepContext, into actions: inout [AlertAction]) {
        guard var ended = firing else { return }
        let now = context.now
        ended.alert.setQuiet(nil)
        ended.alert.setFlapping(nil)
        let resolved = ResolvedAlert(ended.alert, at: max(now.wall, ended.alert.startTime), reason: reason)
        memory.ended = Memory.Ended(
            resolved: resolved, aliases: ended.aliases, at: now.steady, startedAt: ended.startedAt, notifiedAt: ended.notifiedAt,
            toldLevel: ended.toldLevel)
        memory.acknowledgement = ended.alert.acknowledgement
        memory.acknowledgedUntil = ended.alert.acknowledgement == nil ? nil : now.steady + Self.acknowledgementSurvives
        firing = nil
        if reason != .recovered {
            // Only what came down by itself and is back at the same value is noise; by new settings it may well be news.
            memory.lastFire = nil
            memory.suppressedUntil = nil
        }
        marks.formUnion([.stored, .visible, .ids])
        actions.append(.resolved(resolved))
        tellTheEnd(of: ended, resolved, in: context, into: &actions)
    }
}

extension AlertDescription {
    /// The ids by which the alert is found besides its own: a description's own id differs when the resource moved meanwhile.
    fileprivate func names(besides id: String) -> [String] { self.id == id ? aliases : [self.id] + aliases }
}

extension AlertMachine.Firing {
    fileprivate mutating func show(_ value: Double, threshold: Double, _ description: AlertDescription, at now: Moment) {
        alert.show(value, threshold: threshold, description, at: now.wall)
        stem = description.stem
        describedAt = now.steady
    }
}

extension Alert {
    /// Takes over texts and figures. Id and start stay, whatever the description says.
    fileprivate mutating func show(_ value: Double, threshold: Double, _ description: AlertDescription, at now: Timestamp) {
        let kept = Self.policyKeys.compactMap { key in metadata[key].map { (key, $0) } }
        self.value = value
        self.threshold = threshold
        type = description.type
        resourceID = description.resourceID
        resourceName = description.resourceName
        node = description.node
        nodeDisplayName = description.nodeDisplayName
        instance = description.instance
        message = description.message
        metadata = description.metadata
        for (key, mark) in kept { metadata[key] = mark }
        lastSeen = max(now, startTime)
    }
}
