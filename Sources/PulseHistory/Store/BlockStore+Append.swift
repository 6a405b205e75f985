import Foundation
import GRDB
import PulseCore

extension BlockStore {
    public func append(_ groups: [SampleGroup], at: Timestamp) async throws {
        let isOpen = state.withLock { state in
            guard !state.isClosed else { return false }
            let tick = intake(groups, at: at, &state.registry)
            if !tick.values.isEmpty { state.queue.add(tick) }
            return true
        }
        guard isOpen else { throw HistoryFailure.closed }
        try await onWriter { try self.drain($0) }
    }

    /// Numbers instead of names, rounded values, no unknown ones.
    private func intake(_ groups: [SampleGroup], at: Timestamp, _ registry: inout SeriesRegistry) -> JournalTick {
        var tick = JournalTick(at: options.exact ? at.milliseconds : at.seconds * 1000)
        for group in groups {
            let resource = registry.intern(group.key)
            let first = tick.values.count
            for (metric, value) in group.values where value.isFinite {
                guard let id = registry.intern(metric) else { continue }
                tick.metrics.append(id)
                tick.values.append(options.exact ? value + 0 : registry.resolutions[Int(id)].round(value))
            }
            for target in group.targets { registry.note(target, of: resource) }
            guard tick.values.count > first else { continue }
            tick.resources.append(resource)
            tick.sizes.append(tick.values.count - first)
            registry.note(tick.metrics[first...], of: resource)
        }
        return tick
    }

    /// Writes what waits into the journal, then seals what is due. Runs on the writer's queue.
    func drain(_ db: Database) throws {
        let (ticks, changes, first) = state.withLock { ($0.queue.takeAll(), $0.registry.changes, $0.nextSequence) }
        guard !ticks.isEmpty || !changes.isEmpty else { return }
        do {
            try db.inTransaction(.immediate) {
                for change in changes { try write(change, db) }
                try write(ticks, from: first, db)
                return .commit
            }
        } catch {
            let written = Set(first..<first + Int64(ticks.count))
            journal.withLock { $0.undo(written) }
            state.withLock { $0.queue.putBack(ticks) }
            throw error
        }
        let now = clock.now
        state.withLock { state in
            state.registry.written(changes.count)
            for (index, tick) in ticks.enumerated() {
                state.nextSequence = first + Int64(index) + 1
                state.add(tick, sequence: first + Int64(index), now: now.milliseconds)
                state.totalWrites += Int64(tick.values.count)
            }
            state.lastFlush = now
        }
        try sealDue(db, now: now)
        try retainIfDue(db, now: now)
    }

    private func write(_ ticks: [JournalTick], from first: Int64, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO journal (slot, sequence, tick) VALUES (?, ?, ?)
                ON CONFLICT (slot) DO UPDATE SET sequence = excluded.sequence, tick = excluded.tick
                """)
        for (index, tick) in ticks.enumerated() {
            let sequence = first + Int64(index)
            let slot = journal.withLock { $0.take(sequence: sequence) }
            try statement.execute(arguments: [slot, sequence, Data(tick.encoded())])
        }
    }

    public func flush() async throws { try await onWriter { try self.drain($0) } }

    public func close() async {
        do { try await flush() } catch {
            logger.error("metric history could not be written at close", metadata: ["error": "\(error)"])
        }
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        do {
            try await onClosingWriter { _ = try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            logger.warning("metric history did not close cleanly; the next start replays it", metadata: ["error": "\(error)"])
        }
    }
}
