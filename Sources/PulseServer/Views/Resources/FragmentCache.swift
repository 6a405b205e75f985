import PulseInventory
import Synchronization

/// Encoded resources of one form, each encoded once for each revision.
///
/// Bounded by the estate: an answer for a whole snapshot leaves only that snapshot's fragments behind, and single
/// ones are kept up to `limit`.
final class FragmentCache: Sendable {
    private struct Content {
        var entries: [String: Fragment] = [:]
        /// Somebody asked since the last sweep.
        var isWanted = false
    }
    private let content = Mutex(Content())
    private let limit: Int
    private let encode: @Sendable (Resource) -> [UInt8]

    /// - Parameter limit: most entries kept by `fragment(for:)`.
    init(limit: Int = 4096, encode: @escaping @Sendable (Resource) -> [UInt8]) {
        self.limit = limit
        self.encode = encode
    }

    /// The fragments of a whole snapshot, in the given order; forgets every other.
    func fragments(for resources: [Resource]) -> [Fragment] {
        // Encoding happens outside the lock; two callers at once may encode twice, never wrongly.
        let known = content.withLock { $0.entries }
        var kept = [String: Fragment](minimumCapacity: resources.count)
        var fragments: [Fragment] = []
        fragments.reserveCapacity(resources.count)
        for resource in resources {
            let fragment = current(known[resource.id], for: resource)
            kept[resource.id] = fragment
            fragments.append(fragment)
        }
        content.withLock { $0 = Content(entries: kept, isWanted: true) }
        return fragments
    }

    /// The fragment of one resource.
    func fragment(for resource: Resource) -> Fragment {
        let known = content.withLock { $0.entries[resource.id] }
        if let known, known.revision == resource.revision { return known }
        let fragment = current(nil, for: resource)
        content.withLock { content in
            if content.entries.count >= limit { content.entries.removeAll(keepingCapacity: true) }
            content.entries[resource.id] = fragment
            content.isWanted = true
        }
        return fragment
    }

    /// Lets go of everything when nobody asked since the last call.
    func forgetUnwanted() {
        content.withLock { content in
            if !content.isWanted { content.entries = [:] }
            content.isWanted = false
        }
    }

    private func current(_ known: Fragment?, for resource: Resource) -> Fragment {
        if let known, known.revision == resource.revision { return known }
        return Fragment(id: resource.id, revision: resource.revision, bytes: encode(resource))
    }
}
