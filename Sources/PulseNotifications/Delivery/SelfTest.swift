import Logging
import PulseCore
import PulseStorage
import ServiceLifecycle

/// Tries every destination on a schedule, by the way of real messages, and sees to it that dead ones are noticed.
public struct SelfTest: Service {
    let documents: DocumentStore
    let settings: NotificationSettings
    let tester: DeliveryTester
    let watch: DeliveryWatch
    let clock: any WallClock
    let log: Logger

    private static let interval: Duration = .seconds(30)

    public init(
        documents: DocumentStore, settings: NotificationSettings, tester: DeliveryTester, watch: DeliveryWatch,
        clock: any WallClock = SystemWallClock(), log: Logger
    ) {
        self.documents = documents
        self.settings = settings
        self.tester = tester
        self.watch = watch
        self.clock = clock
        self.log = log
    }

    /// How it is set.
    public func current() throws -> SelfTestSettings { try documents.get(SelfTestSettings.key)?.value ?? SelfTestSettings() }

    /// Changes how it is set.
    @discardableResult
    public func change(_ change: (inout SelfTestSettings) throws -> Void) throws -> SelfTestSettings {
        try documents.update(SelfTestSettings.key, default: SelfTestSettings(), change).value
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                await watch.refresh()
                await runIfDue()
            } while (try? await Task.sleep(for: Self.interval)) != nil
        }
    }

    func runIfDue() async {
        let now = clock.now
        do {
            guard let due = try current().due(after: now), due <= now else { return }
            try change { $0.lastRun = now }
        } catch {
            log.error("The self-test of notifications cannot run", metadata: ["error": "\(error)"])
            return
        }
        await runNow()
    }

    /// Tries every destination that is switched on, one after the other.
    public func runNow() async {
        for destination in settings.destinations where destination.isEnabled {
            guard !Task.isCancelled, let channel = settings.channel(destination.id) else { continue }
            if case .failed(let failure) = await tester.selfTest(channel) {
                log.error(
                    "The self-test did not reach a destination",
                    metadata: ["destination": "\(destination.name)", "error": "\(failure.summary)"])
            }
        }
    }
}
