import HummingbirdCore
import NIOCore
import Synchronization

/// A connection that waits to be served. One that nobody serves, because its member lost power meanwhile, is ended in good order: NIO stops
/// the whole program when such a channel is merely let go.
final class AcceptedConnection: Sendable {
    private let http: HTTP1Channel.Value
    private let isTaken = Atomic(false)

    init(_ http: HTTP1Channel.Value) { self.http = http }

    /// The connection, for the one who serves it.
    func take() -> HTTP1Channel.Value {
        isTaken.store(true, ordering: .relaxed)
        return http
    }

    deinit {
        guard !isTaken.load(ordering: .relaxed) else { return }
        Task { [http] in try? await http.executeThenClose { _, _ in } }
    }
}
