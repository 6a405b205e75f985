import PulseCore
import Synchronization

/// The newest document of each question; callers that come together share one build.
///
/// A document stands while the revision it was built at does, and no longer than `life`, for ranges end now. Bounded by entries and by
/// bytes: what no longer fits makes room for the newest.
final class DocumentCache: Sendable {
    private struct Entry {
        let revision: UInt64
        let builtAt: Timestamp
        let document: Task<EncodedDocument, any Error>
        /// Known once it is built.
        var bytes = 0
    }

    private let entries = Mutex<[String: Entry]>([:])
    private let mostEntries: Int
    private let mostBytes: Int
    private let life: Duration
    /// Longer questions are answered but not kept.
    private static let longestKey = 512

    init(mostEntries: Int, mostBytes: Int, life: Duration) {
        self.mostEntries = mostEntries
        self.mostBytes = mostBytes
        self.life = life
    }

    /// The document of a question at a revision, which must only grow.
    func document(
        _ key: String, revision: UInt64, at now: Timestamp, build: @escaping @Sendable () async throws -> EncodedDocument
    ) async throws -> EncodedDocument {
        guard key.utf8.count <= Self.longestKey else { return try await build() }
        let (task, isNew) = entries.withLock { entries -> (Task<EncodedDocument, any Error>, Bool) in
            if let entry = entries[key], entry.revision >= revision, now.since(entry.builtAt) < life { return (entry.document, false) }
            if entries.count >= mostEntries, entries[key] == nil { entries.removeAll(keepingCapacity: true) }
            let task = Task { try await build() }
            entries[key] = Entry(revision: revision, builtAt: now, document: task)
            return (task, true)
        }
        guard isNew else { return try await task.value }
        do {
            let document = try await task.value
            weigh(key, document.bytes.readableBytes)
            return document
        } catch {
            entries.withLock { _ = $0.removeValue(forKey: key) }
            throw error
        }
    }

    /// Lets go of what will not be answered with again.
    func forgetOld(at now: Timestamp) {
        entries.withLock { entries in
            guard entries.values.contains(where: { now.since($0.builtAt) >= life }) else { return }
            entries = entries.filter { now.since($0.value.builtAt) < life }
        }
    }

    private func weigh(_ key: String, _ bytes: Int) {
        entries.withLock { entries in
            entries[key]?.bytes = bytes
            guard entries.values.reduce(0, { $0 + $1.bytes }) > mostBytes else { return }
            entries = entries.filter { $0.key == key }
        }
    }
}
