import Synchronization

/// Pages of resources by their raw query, for one revision; a new revision empties it.
///
/// Bounded to 64 pages of at most 100 resources; queries longer than 256 bytes are not kept.
final class PageCache: Sendable {
    private struct Content {
        var revision: UInt64 = 0
        var pages: [Substring: EncodedDocument] = [:]
        var aggregations: [UInt8]?

        mutating func begin(_ newest: UInt64) {
            guard newest > revision else { return }
            revision = newest
            pages.removeAll(keepingCapacity: true)
            aggregations = nil
        }
    }
    private let content = Mutex(Content())
    private static let pageLimit = 64
    private static let queryLimit = 256

    func document(revision: UInt64, query: Substring) -> EncodedDocument? {
        content.withLock { $0.revision == revision ? $0.pages[query] : nil }
    }

    func store(_ document: EncodedDocument, revision: UInt64, query: Substring) {
        guard query.utf8.count <= Self.queryLimit else { return }
        let key = Substring(String(query))
        content.withLock { content in
            content.begin(revision)
            guard content.revision == revision else { return }
            if content.pages.count >= Self.pageLimit { content.pages.removeAll(keepingCapacity: true) }
            content.pages[key] = document
        }
    }

    /// The encoded aggregations of the revision, made once.
    func aggregations(revision: UInt64, _ make: () -> [UInt8]) -> [UInt8] {
        let known = content.withLock { $0.revision == revision ? $0.aggregations : nil }
        if let known { return known }
        let made = make()
        content.withLock { content in
            content.begin(revision)
            if content.revision == revision { content.aggregations = made }
        }
        return made
    }
}
