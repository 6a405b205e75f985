import PulseAlerting
import PulseAlerts
import PulseCore
import ServiceLifecycle

/// Shows alerts to those who look: in the state, as frames on open sockets, and as Prometheus metrics.
public struct AlertPublisher: AlertListener, Service {
    private enum Event: Sendable {
        case changed
        case announced(Alert)
        case resolved(String)
    }
    private let board: StateBoard
    private let metrics: AlertMetrics
    private let events: AsyncStream<Event>
    private let queue: AsyncStream<Event>.Continuation
    private let feed: LiveFeed

    /// Frames that wait at most; beyond it the oldest goes, the state shows the same anyway.
    private static let mostWaiting = 4096

    public init(board: StateBoard, metrics: AlertMetrics, feed: LiveFeed) {
        self.board = board
        self.metrics = metrics
        self.feed = feed
        (events, queue) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.mostWaiting))
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            for await event in events {
                switch event {
                case .changed: await feed.touch()
                case .announced(let alert):
                    await feed.broadcast(type: "alert", data: alert.json, audience: .holders(of: .monitoringRead))
                case .resolved(let id):
                    var json = JSONWriter(capacity: 128)
                    json.object { $0.field("alertIdentifier", id) }
                    await feed.broadcast(type: "alertResolved", data: json.bytes, audience: .holders(of: .monitoringRead))
                }
            }
        }
    }

    public func alertsChanged(_ newest: AlertBoard) {
        let active = Self.list(newest.active) { $1.write(to: &$0, .glance) }
        let resolved = Self.list(newest.recentlyResolved) { $1.alert.write(to: &$0, .glance, resolvedTime: $1.resolvedTime) }
        board.update { facts in
            facts.activeAlerts = active
            facts.recentlyResolved = resolved
            facts.activeAlertCount = newest.active.count
        }
        metrics.show(newest.active)
        queue.yield(.changed)
    }

    public func announced(_ alert: Alert) { queue.yield(.announced(alert)) }
    public func resolved(_ alert: ResolvedAlert) { queue.yield(.resolved(alert.alert.id)) }
    public func happened(_ actions: [AlertAction]) { metrics.count(actions) }

    private static func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) -> [UInt8] {
        var json = JSONWriter(capacity: 64 + elements.count * 600)
        json.array(elements, write)
        return json.bytes
    }
}
