import Logging
import PulseCore
import ServiceLifecycle

/// Lets time pass in the inventory, so that silent sources turn stale.
public struct StalenessClock: Service {
    private let pipeline: Pipeline
    private let logger: Logger

    public init(pipeline: Pipeline, logger: Logger) {
        self.pipeline = pipeline
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(5))) != nil {
                do { _ = try await pipeline.perform(.tick) } catch {
                    logger.error("The passing of time could not be recorded", metadata: ["error": "\(error)"])
                }
            }
        }
    }
}
