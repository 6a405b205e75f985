import PulseAlerts
import PulseCore

extension DeliveryWorker {
    /// Takes a message as far as it comes now. Returns whether it was sent off, whatever the answer.
    func carryOut(_ job: Job) async -> Bool {
        do {
            guard let destination = settings.destination(job.destination), destination.isEnabled,
                let channel = settings.channel(job.destination)
            else {
                try await outbox.record(job, .cancelled("The destination was removed or switched off"), entry: nil, at: clock.now)
                return false
            }
            guard let wanted = try await wanted(job) else { return false }
            return try await send(wanted, to: destination, by: channel)
        } catch {
            report("A message could not be taken further", error)
            await release(job)
            return false
        }
    }

    /// The message with the alerts that policy lets pass; `nil` when none is left for now.
    private func wanted(_ job: Job) async throws -> Job? {
        guard !job.items.isEmpty else {
            try await outbox.record(job, .cancelled("What it told is over or was acknowledged"), entry: nil, at: clock.now)
            return nil
        }
        if job.isForced { return job }
        var passed: [Job.Item] = []
        var dropped: [Occurrence] = []
        var held: [(Job.Item, until: Timestamp)] = []
        var reason = "Nobody there was told of it"
        let told = job.event == .resolved ? try await outbox.told(job) : []
        for item in job.items {
            if job.event == .resolved, !told.contains(item.alert.occurrence) {
                dropped.append(item.alert.occurrence)
                continue
            }
            switch await gate(item.alert, item.event) {
            case .send: passed.append(item)
            case .hold(let until) where until > clock.now: held.append((item, until))
            case .hold: passed.append(item)
            case .drop(let why):
                reason = why
                dropped.append(item.alert.occurrence)
            }
        }
        guard !passed.isEmpty else {
            if held.isEmpty {
                try await outbox.record(job, .cancelled(reason), entry: nil, at: clock.now)
            } else {
                try await outbox.settle(job, dropped: dropped, held: held, at: clock.now)
                try await outbox.record(job, .cancelled("Held back until later"), entry: nil, at: clock.now)
            }
            return nil
        }
        try await outbox.settle(job, dropped: dropped, held: held, at: clock.now)
        var rest = job
        rest.items = passed
        return rest
    }

    private func send(_ job: Job, to destination: Destination, by channel: ChannelSettings) async throws -> Bool {
        let message = job.message
        let (outcome, entry) = await dispatcher.send(message, to: destination, by: channel, attempt: job.attempts + 1)
        let now = clock.now
        switch outcome {
        case .delivered:
            try await keepTrying("A delivered message could not be marked so; it is tried again") {
                try await self.outbox.record(job, .sent, entry: entry, at: now)
            }
            await dispatcher.heard(.delivered, from: destination)
        case .failed(let failure):
            let (arrived, entry) = Outbox.Part.split(entry, of: message, failure)
            if Task.isCancelled {
                if let arrived {
                    try await outbox.record(job, .released(now + .seconds(5)), entry: nil, arrived: arrived, at: now)
                } else {
                    await release(job)
                }
                return true
            }
            guard settings.destination(job.destination)?.isEnabled == true else {
                let reason = "The destination was removed or switched off"
                try await outbox.record(job, .cancelled(reason), entry: entry, arrived: arrived, at: now)
                return true
            }
            switch retries.verdict(on: failure, attempts: job.attempts + 1, chance: chance()) {
            case .again(let wait):
                if failure.retryAfter != nil { lanes.pause(job.destination, until: now + wait) }
                try await outbox.record(job, .retry(now + wait), entry: entry, arrived: arrived, at: now)
            case .giveUp:
                try await outbox.record(job, .dead, entry: entry, arrived: arrived, at: now)
                log.error(
                    "A message was given up",
                    metadata: ["destination": "\(destination.name)", "message": "\(job.id)", "error": "\(failure.summary)"])
                await dispatcher.heard(.gaveUp(failure), from: destination)
            }
        }
        return true
    }

    /// Waits for a full disk, where a message would be sent twice or stay behind if it were not written down. Ends only with the task.
    func keepTrying<Value: Sendable>(_ trouble: String, _ write: @Sendable () async throws -> Value) async throws -> Value {
        var wait: Duration = .milliseconds(100)
        while true {
            do { return try await write() } catch {
                report(trouble, error)
                guard !Task.isCancelled else { throw error }
                try await Task.sleep(for: wait)
                wait = min(wait * 2, .seconds(30))
            }
        }
    }

    /// Back to those that wait, without spending an attempt; at the end of the process the next start does it.
    private func release(_ job: Job) async {
        try? await keepTrying("A message stays marked as being sent for now") {
            let now = self.clock.now
            try await self.outbox.record(job, .released(now + .seconds(5)), entry: nil, at: now)
        }
    }
}

extension Job {
    /// What the channel gets: the worst first, otherwise in the order they came.
    var message: Message {
        let ordered = items.enumerated().sorted { left, right in
            let (a, b) = (left.element.alert, right.element.alert)
            return a.level == b.level ? left.offset < right.offset : a.level > b.level
        }
        var resolved: [Occurrence: Timestamp] = [:]
        for item in items { resolved[item.alert.occurrence] = item.resolvedTime }
        return Message(
            id: id, event: event, alerts: ordered.map(\.element.alert), resolvedTimes: resolved, createdAt: createdAt)
    }
}
