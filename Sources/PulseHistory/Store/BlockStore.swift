import Foundation
import GRDB
import Logging
import PulseCore
import Synchronization

/// Keeps metric history in one SQLite file of compressed blocks: `MetricStore` for one machine.
///
/// An append writes one journal row. Samples then wait in memory until a group of sixteen resources has a block's
/// worth; sealing writes the block, its rollups and the group's new sequence in one transaction, after which the
/// journal rows are free. A start reads the names and replays the journal, nothing else.
public final class BlockStore: MetricStore {
    let file: DatabaseFile
    let clock: any WallClock
    let options: HistoryOptions
    let logger: Logger
    let pool: DatabasePool
    let state: Mutex<StoreState>
    /// Used on the writer's queue only.
    let journal = Mutex(JournalSlots())

    /// Opens the database at `path` or makes it (file 0600, missing directory 0700; symbolic links are refused).
    ///
    /// Throws `PulseError`: `history_corrupt` (the file is left as it is), `history_read_only`, `history_disk_full`, `history_unsafe_path`.
    public init(
        path: String, clock: any WallClock = SystemWallClock(), options: HistoryOptions = HistoryOptions(),
        logger: Logger = Logger(label: "pulse.history")
    ) throws {
        file = DatabaseFile(path: path)
        self.clock = clock
        self.options = options
        self.logger = logger
        state = Mutex(StoreState(options: options))
        try file.prepare()
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(options))
            try pool.writeWithoutTransaction { try HistorySchema.prepare($0, path: path) }
        } catch {
            throw HistoryFailure.of(error, path: path)
        }
        do {
            try pool.read { try load($0) }
        } catch {
            throw HistoryFailure.of(error, path: path)
        }
    }

    private static func configuration(_ options: HistoryOptions) -> Configuration {
        var configuration = Configuration()
        configuration.label = "pulse.history"
        configuration.maximumReaderCount = max(options.readers, 1)
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(30)
        let cache = options.cacheKiB
        let bytes = options.maximumBytes
        configuration.prepareDatabase { db in
            if !db.configuration.readonly {
                try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
                if let bytes { try db.execute(sql: "PRAGMA max_page_count = \(max(bytes / 4096, 16))") }
            }
            try db.execute(sql: "PRAGMA cache_size = -\(cache); PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }

    /// Grows whenever an answer could change; an answer made at an equal revision for equal bounds may be used again.
    public var revision: UInt64 { state.withLock { $0.revision } }
    public func revision(of key: String) -> UInt64 { state.withLock { $0.revision(of: key) } }

    public func key(for target: MetricsTarget) async -> String? { state.withLock { $0.registry.key(for: target) } }

    public func statistics() async -> MetricStoreStatistics {
        let size = file.size
        return state.withLock { state in
            var statistics = MetricStoreStatistics()
            statistics.dbSize = size
            statistics.rawCount = state.counts[0] + Int64(state.openSamples)
            statistics.minuteCount = state.counts[1]
            statistics.hourlyCount = state.counts[2]
            statistics.dailyCount = state.counts[3]
            statistics.totalWrites = state.totalWrites
            statistics.bufferSize = state.queue.samples
            statistics.lastFlush = state.lastFlush
            statistics.lastRollup = state.lastRollup
            statistics.lastRetention = state.lastRetention
            statistics.droppedWrites = state.queue.dropped
            statistics.seriesCount = state.registry.seriesCount
            return statistics
        }
    }

    /// Runs `body` on the writer's queue to its end, also when the calling task is cancelled: a shutdown must not lose samples.
    func onWriter<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        guard !state.withLock({ $0.isClosed }) else { throw HistoryFailure.closed }
        do {
            return try await onClosingWriter(body)
        } catch {
            throw HistoryFailure.of(error, path: file.path)
        }
    }

    /// As `onWriter`, also while the store closes.
    func onClosingWriter<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(with: Result { try body(db) })
            }
        }
    }
}

extension BlockStore {
    /// Bytes of a tier's blocks, by a scan. For benchmarks.
    package func bytesOfTier(_ tier: HistoryTier) async throws -> Int {
        try await onWriter { db in
            try Int.fetchOne(db, sql: "SELECT coalesce(sum(length(data)), 0) FROM slice WHERE tier = ?", arguments: [tier.code]) ?? 0
        }
    }
}
