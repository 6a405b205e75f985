import PulseAccess
import PulseServer
import ServiceLifecycle

/// Closes open sockets as soon as the session or token behind them ends.
struct Revocations: Service {
    let access: AccessControl
    let live: LiveSocket

    func run() async throws {
        for await _ in await access.revocations().cancelOnGracefulShutdown() { await live.revalidate() }
    }
}
