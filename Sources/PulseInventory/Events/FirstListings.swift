import PulseCore

/// Which connections have had the time since the start to show everything they hold: what is known of them and was not seen by then
/// went while nobody looked.
public struct FirstListings: Sendable {
    /// Disks and updates are asked for less often than guests.
    static let time: Duration = .seconds(900)
    private var taken: Set<String> = []

    public init() {}

    /// The names of those that count from now on; each is answered once.
    ///
    /// - Parameters:
    ///   - working: the connections that work and have been heard since the start.
    ///   - running: since the start, by a clock that never jumps.
    public mutating func take(_ working: Set<String>, running: Duration) -> Set<String> {
        guard running >= Self.time else { return [] }
        let fresh = working.subtracting(taken)
        taken.formUnion(fresh)
        return fresh
    }
}
