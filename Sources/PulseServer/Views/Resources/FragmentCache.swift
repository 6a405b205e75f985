import PulseInventory
import Synchronization

/// Encoded resources of one form, each encoded once for each revision.
///
/// Bounded by the estate: an answer for a whole snapshot leaves only that snapshot's fragments behind, and single
/// ones are kept up to `limit`.
final class FragmentCache: Sendable {
    private let entries = Mutex<[String: Fragment]>([:])
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
        let known = entries.withLock { $0 }
        var kept = [String: Fragment](minimumCapacity: resources.count)
        var fragments: [Fragment] = []
        fragments.reserveCapacity(resources.count)
        for resource in resources {
            let fragment = current(known[resource.id], for: resource)
            kept[resource.id] = fragment
            fragments.append(fragment)
        }
        entries.withLock { $0 = kept }
        return fragments
    }

    /// The fragment of one resource.
    func fragment(for resource: Resource) -> Fragment {
        let known = entries.withLock { $0[resource.id] }
        if let known, known.revision == resource.revision { return known }
        let fragment = current(nil, for: resource)
        entries.withLock { entries in
            if entries.count >= limit { entries.removeAll(keepingCapacity: true) }
            entries[resource.id] = fragment
        }
        return fragment
    }

    private func current(_ known: Fragment?, for resource: Resource) -> Fragment {
        if let known, known.revision == resource.revision { return known }
        return Fragment(id: resource.id, revision: resource.revision, bytes: encode(resource))
    }
}
