import PulseCore
import PulseInventory

/// Something that can be asked what it sees: a connection to a platform, or the machine the server runs on.
public protocol ObservationSource: Sendable {
    /// Names the source in the inventory, the schedule and the metrics.
    var source: SourceScope { get }
    /// How often it is asked.
    var interval: Duration { get }
    /// Whether it is asked by its interval whatever happens, as this machine is.
    var isFixed: Bool { get }
    /// Looks once and hands what it sees to the sink. Throws when the source as a whole was not heard: `PulseError`; codes in
    /// `permanentCodes` slow the schedule down at once.
    func observe(into sink: any ObservationSink) async throws
    /// Whether a source that failed again and again is there at all; asked often, so without credentials. May tell the sink that it
    /// is still silent.
    func isThere(telling sink: any ObservationSink) async -> Bool
}

extension ObservationSource {
    public var isFixed: Bool { false }
    public func isThere(telling sink: any ObservationSink) async -> Bool { false }
}
