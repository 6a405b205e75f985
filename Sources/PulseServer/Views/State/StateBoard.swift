import Synchronization

/// Where the parts of the server write the facts that `/api/state` and frames show.
public final class StateBoard: Sendable {
    private struct Content {
        var facts: StateFacts
        var version: UInt64 = 0
    }
    private let content: Mutex<Content>

    public init(_ facts: StateFacts) { content = Mutex(Content(facts: facts)) }

    /// Changes facts; a change that changes nothing costs readers nothing.
    public func update(_ change: (inout StateFacts) -> Void) {
        content.withLock { content in
            let before = content.facts
            change(&content.facts)
            if content.facts != before { content.version += 1 }
        }
    }

    /// The facts with a number that grows whenever one of them changes.
    var current: (facts: StateFacts, version: UInt64) { content.withLock { ($0.facts, $0.version) } }

    /// The number alone: what a cached document is checked against.
    var version: UInt64 { content.withLock { $0.version } }
}
