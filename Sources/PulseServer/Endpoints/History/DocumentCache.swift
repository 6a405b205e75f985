import PulseCore
import Synchronization

/// The newest document of each question; callers that come together share one build.
///
/// A document stands while the revision it was built at does, and no longer than `life`, for ranges end now. One that took long to build
/// stands for some times as long, whatever happens meanwhile: in a large estate something changes all the time. Bounded by entries and
/// by bytes: what no longer fits makes room for the newest.
final class DocumentCache: Sendable {
    private struct Entry {
        /// What the question turned out to be about.
        let subject: String?
        let revision: UInt64
        let builtAt: Timestamp
        let startedAt = ContinuousClock.now
        let document: Task<EncodedDocument, any Error>
        var bytes = 0
        /// Until then the revision does not matter; `nil` while it is being built.
        var standsUntil: Timestamp?

        /// Whether it may be answered with.
        func stands(_ wanted: UInt64, at now: Timestamp, life: Duration, slow: Duration) -> Bool {
            // The clock was set back.
            guard builtAt.since(now) < life else { return false }
            if let standsUntil {
                if now < standsUntil { return true }
            } else if ContinuousClock.now - startedAt > slow {
                // Still being built: a second one beside it would take as long and as much memory again.
                return true
            }
            return revision >= wanted && now.since(builtAt) < life
        }
    }

    /// So many times as long as it took to build a document stands, but no longer than the life of any.
    private static let patience = 4

    private let entries = Mutex<[String: Entry]>([:])
    private let mostEntries: Int
    private let mostBytes: Int
    private let life: Duration
    /// Who comes to a document that takes longer than this waits for it, though it may not know the newest.
    private let slow: Duration
    /// Longer questions are answered but not kept.
    private static let longestKey = 512

    init(mostEntries: Int, mostBytes: Int, life: Duration, slow: Duration = .milliseconds(250)) {
        self.mostEntries = mostEntries
        self.mostBytes = mostBytes
        self.life = life
        self.slow = slow
    }

    /// The document of a question at a revision of its subject, which must only grow.
    func document(
        _ key: String, of subject: String? = nil, revision: UInt64, at now: Timestamp,
        build: @escaping @Sendable () async throws -> EncodedDocument
    ) async throws -> EncodedDocument {
        guard key.utf8.count <= Self.longestKey else { return try await build() }
        let (task, isNew) = entries.withLock { entries -> (Task<EncodedDocument, any Error>, Bool) in
            if let entry = entries[key], entry.stands(revision, at: now, life: life, slow: slow) { return (entry.document, false) }
            if entries.count >= mostEntries, entries[key] == nil { entries.removeAll(keepingCapacity: true) }
            let task = Task { try await build() }
            entries[key] = Entry(subject: subject, revision: revision, builtAt: now, document: task)
            return (task, true)
        }
        guard isNew else { return try await task.value }
        let began = ContinuousClock.now
        do {
            let document = try await task.value
            weigh(key, task, document.bytes.readableBytes, took: ContinuousClock.now - began)
            return document
        } catch {
            entries.withLock { entries in
                if entries[key]?.document == task { entries[key] = nil }
            }
            throw error
        }
    }

    /// What answers the question already, asked for before the question is even read: most are asked again and again.
    ///
    /// - Parameter revision: Says the revision of a subject.
    func standing(_ key: String, at now: Timestamp, revision: (_ subject: String?) -> UInt64) -> Task<EncodedDocument, any Error>? {
        guard let entry = entries.withLock({ $0[key] }) else { return nil }
        return entry.stands(revision(entry.subject), at: now, life: life, slow: slow) ? entry.document : nil
    }

    /// Lets go of what will not be answered with again.
    func forgetOld(at now: Timestamp) {
        entries.withLock { entries in
            // What is being built is waited for.
            entries = entries.filter { $0.value.standsUntil == nil || $0.value.stands($0.value.revision, at: now, life: life, slow: slow) }
        }
    }

    /// Books what was built, unless a newer one has taken its place.
    private func weigh(_ key: String, _ task: Task<EncodedDocument, any Error>, _ bytes: Int, took: Duration) {
        entries.withLock { entries in
            guard var entry = entries[key], entry.document == task else { return }
            entry.bytes = bytes
            entry.standsUntil = entry.builtAt + (took < slow ? .zero : took + min(took * Self.patience, life))
            entries[key] = entry
            guard entries.values.reduce(0, { $0 + $1.bytes }) > mostBytes else { return }
            entries = entries.filter { $0.key == key }
        }
    }
}
