import PulseInventory

extension EstateViews {
    /// The newest state as a frame. Only resources that changed are encoded.
    ///
    /// - Parameter legacy: whether any listener wants the legacy arrays; they cost as much as the resources.
    func frame(after previous: FeedFrame?, legacy: Bool) -> FeedFrame {
        let snapshot = snapshot
        let facts = board.current.facts
        let state = StateMembers(snapshot: snapshot, facts: facts, now: clock.now, isFrame: true)
        var members = state.encoded().map { (name: $0.name, value: $0.value, isLegacy: false) }
        if legacy {
            members += LegacyArrays.members(of: snapshot.resources).map { (name: $0.name, value: $0.value, isLegacy: true) }
        }
        return FeedFrame(
            number: (previous?.number ?? 0) + 1, members: members, fragments: broadcast.fragments(for: snapshot.resources),
            previous: previous)
    }
}
