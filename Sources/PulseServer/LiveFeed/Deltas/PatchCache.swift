/// Merge patches made for one frame, shared by all clients that need the same step.
struct PatchCache {
    private struct Step: Hashable {
        let id: String
        let old: UInt64
        let new: UInt64
    }
    private var patches: [Step: MergePatch?] = [:]
    private let limit: Int

    /// - Parameter limit: most patches kept; beyond it they are made again for each client.
    init(limit: Int = 65_536) { self.limit = limit }

    /// The patch, or `nil` when the encoded forms are equal.
    mutating func patch(from old: Fragment, to new: Fragment) -> MergePatch? {
        let step = Step(id: new.id, old: old.revision, new: new.revision)
        if let known = patches[step] { return known }
        let made = MergePatch(from: old.bytes, to: new.bytes)
        if patches.count < limit { patches[step] = .some(made) }
        return made
    }

    /// Forgets all, when a new frame begins.
    mutating func removeAll() { patches.removeAll(keepingCapacity: true) }
}
