import PulseCore
import PulseInventory
import Synchronization

/// The encoded views of the estate that HTTP and the live feed serve, each made at most once for each revision.
///
/// Answers come from a table under a lock held for a look-up only; what is missing is built by one actor, so that a
/// hundred callers of a new revision cause one build. Builds read the newest committed snapshot and wait for nothing.
public final class EstateViews: Sendable {
    /// The newest committed snapshot; must answer at once.
    public typealias SnapshotSource = @Sendable () -> InventorySnapshot

    let snapshotSource: SnapshotSource
    let board: StateBoard
    let clock: any WallClock
    /// Resources as frames and `/api/state` write them.
    let broadcast = FragmentCache { $0.broadcast() }
    /// Resources as lists write them.
    let listed = FragmentCache { $0.rest(.list) }
    private let states = Mutex<[StateVariant: CachedState]>([:])
    private let pages = PageCache()
    private let builder = ViewBuilder()

    private struct CachedState {
        let revision: UInt64
        let factsVersion: UInt64
        let document: EncodedDocument
        /// Until when it may stand in for a newer revision, see `grace`.
        let standsUntil: ContinuousClock.Instant
    }

    /// How long a document may stand in for a newer revision: nothing up to 4 MiB (about a thousand guests), then a second for each
    /// 16 MiB, at most two. A large estate of many connections has several revisions a second, and building each would leave no time to
    /// send any.
    static func grace(bytes: Int) -> Duration { bytes <= 4 << 20 ? .zero : min(.milliseconds(bytes >> 14), .seconds(2)) }

    /// - Parameters:
    ///   - snapshot: answers with the newest committed snapshot, at once.
    ///   - board: the facts beside the resources.
    public init(board: StateBoard, clock: any WallClock, snapshot: @escaping SnapshotSource) {
        self.board = board
        self.clock = clock
        snapshotSource = snapshot
    }

    var snapshot: InventorySnapshot { snapshotSource() }

    /// `GET /api/state` in one of its variants.
    func state(_ variant: StateVariant) async -> EncodedDocument {
        if let known = cachedState(variant) { return known }
        return await builder.run { self.buildState(variant) }
    }

    /// A page of `GET /api/resources`; `query` is the raw query.
    ///
    /// - Throws: 400 for tokens that are not known.
    func page(_ query: QueryParameters) async throws(APIError) -> EncodedDocument {
        let snapshot = snapshot
        if let known = pages.document(revision: snapshot.revision, query: query.raw) { return known }
        let parsed = try ResourceQuery(query)
        return await builder.run {
            let newest = self.snapshot
            if let known = self.pages.document(revision: newest.revision, query: query.raw) { return known }
            let document = self.buildPage(parsed, of: newest)
            self.pages.store(document, revision: newest.revision, query: query.raw)
            return document
        }
    }

    /// `GET /api/resources/stats`.
    func aggregations() -> [UInt8] {
        let snapshot = snapshot
        return pages.aggregations(revision: snapshot.revision) { Aggregations(snapshot).encoded() }
    }

    /// Gives back the memory of views that nobody asks for or that are outdated; called every few seconds.
    public func forgetOld() {
        for variant in states.withLock({ Array($0.keys) }) where cachedState(variant) == nil {
            states.withLock { _ = $0.removeValue(forKey: variant) }
        }
        broadcast.forgetUnwanted()
        listed.forgetUnwanted()
    }

    private func buildPage(_ query: ResourceQuery, of snapshot: InventorySnapshot) -> EncodedDocument {
        let aggregations = pages.aggregations(revision: snapshot.revision) { Aggregations(snapshot).encoded() }
        let page = ResourcePage(query, of: snapshot)
        return EncodedDocument(page.encoded(aggregations: aggregations) { self.listed.fragment(for: $0) })
    }

    private func cachedState(_ variant: StateVariant) -> EncodedDocument? {
        let revision = snapshot.revision
        let factsVersion = board.version
        return states.withLock { states in
            guard let known = states[variant] else { return nil }
            let isCurrent = known.revision == revision && known.factsVersion == factsVersion
            return isCurrent || ContinuousClock.now < known.standsUntil ? known.document : nil
        }
    }

    private func buildState(_ variant: StateVariant) -> EncodedDocument {
        // Others may have built it while this call waited for its turn.
        if let known = cachedState(variant) { return known }
        let snapshot = snapshot
        let (facts, factsVersion) = board.current
        let members = StateMembers(snapshot: snapshot, facts: facts, now: clock.now, isFrame: false).encoded()
        let fragments = variant.resources ? broadcast.fragments(for: snapshot.resources) : []
        let legacy = variant.legacy ? LegacyArrays.members(of: snapshot.resources) : []
        let size = fragments.reduce(0) { $0 + $1.bytes.count + 1 } + legacy.reduce(4096) { $0 + $1.value.count + 24 }
        var json = JSONWriter(capacity: size + members.reduce(0) { $0 + $1.value.count + 24 })
        json.object { json in
            for member in members + legacy {
                json.key(member.name)
                json.rawValue(member.value)
            }
            guard variant.resources else { return }
            json.key("resources")
            json.array(fragments) { $0.rawValue($1.bytes) }
        }
        let version = "\(facts.startTime.milliseconds)-\(snapshot.revision)-\(factsVersion)-\(variant.tag)"
        let document = EncodedDocument(json.bytes, version: version)
        let cached = CachedState(
            revision: snapshot.revision, factsVersion: factsVersion, document: document,
            standsUntil: .now + Self.grace(bytes: json.bytes.count))
        states.withLock { $0[variant] = cached }
        return document
    }
}

/// Builds one view at a time; callers wait without holding a thread.
private actor ViewBuilder {
    func run<Answer: Sendable>(_ build: @Sendable () -> Answer) -> Answer { build() }
}
