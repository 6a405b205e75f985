import Logging
import PulseCore
import PulseMonitor
import PulseProxmox
import ServiceLifecycle

/// The laboratory inside this process.
struct LaboratoryWorld: MockWorld, Service {
    let log: Logger

    func start(_ estate: MockEstate) async throws -> [ProxmoxConnection] {
        throw PulseError("laboratory_unavailable", "This build has no laboratory.")
    }

    func stop() async {}

    func run() async throws { try? await gracefulShutdown() }
}
