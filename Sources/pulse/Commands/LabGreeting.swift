import Foundation
import PulseLab
import ServiceLifecycle

/// Prints how to reach a laboratory once it listens.
struct LabGreeting: Service {
    let laboratory: Laboratory
    /// Tells the port of the control API once it is bound; `nil` without one.
    let control: AsyncStream<Int>?
    let isJSON: Bool

    func run() async throws {
        let endpoints = await laboratory.endpoints
        guard !endpoints.isEmpty else { return }
        var port: Int?
        if let control {
            for await bound in control {
                port = bound
                break
            }
        }
        let directory = LabDirectory(laboratory)
        let json = String(decoding: directory.json(endpoints, controlPort: port), as: UTF8.self)
        print(isJSON ? json : directory.text(endpoints, controlPort: port))
        fflush(nil)
        try? await gracefulShutdown()
    }
}
