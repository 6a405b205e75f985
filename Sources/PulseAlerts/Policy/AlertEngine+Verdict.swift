import PulseCore

extension AlertEngine {
    /// Asks policy again just before a message is sent, since what was true when it was queued may be no longer.
    public func verdict(for occurrence: Occurrence, event: Notice.Event, at now: Moment) -> SendVerdict {
        let context = StepContext(now: now, policy: policy)
        if let place = table.place(named: occurrence.alertID), let firing = table.machines[place].firing,
            firing.alert.occurrence == occurrence
        {
            guard event == .resolved else { return verdict(of: firing, context) }
            // It is back. Unless people were told so, they still have to hear that it had ended.
            return firing.isTold ? .drop(.superseded) : .send
        }
        guard let resolved = ended(occurrence) else { return event == .resolved ? .send : .drop(.gone) }
        guard event == .resolved else { return .drop(.resolved) }
        guard policy.isOpen else { return .drop(.held(.gateClosed)) }
        if let end = policy.quiet.end(for: resolved.alert, at: now.wall) { return .holdUntil(end) }
        return .send
    }

    private func verdict(of firing: AlertMachine.Firing, _ context: StepContext) -> SendVerdict {
        if firing.alert.acknowledgement != nil { return .drop(.acknowledged) }
        guard policy.isOpen else { return .drop(.held(.gateClosed)) }
        if firing.isMonitorOnly { return .drop(.held(.monitorOnly)) }
        if let end = policy.quiet.end(for: firing.alert, at: context.now.wall) { return .holdUntil(end) }
        return .send
    }

    /// The end of the occurrence, while it is remembered.
    private func ended(_ occurrence: Occurrence) -> ResolvedAlert? {
        for machine in table.machines {
            if let ended = machine.memory.ended, ended.resolved.alert.occurrence == occurrence { return ended.resolved }
        }
        return nil
    }
}
