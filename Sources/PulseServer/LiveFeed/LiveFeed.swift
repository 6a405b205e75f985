import PulseAccess
import PulseCore
import PulseInventory
import PulseWebSocket
import ServiceLifecycle

/// Tells browsers what changes, `state-and-websocket` §6.
///
/// Changes are gathered for 100 ms, encoded once, and sent to every listener as what it lacks. Without listeners
/// nothing is built. A slow listener holds at most one state message; what it missed is sent as one step later.
public actor LiveFeed: Service {
    /// Times and bounds of the feed.
    public struct Configuration: Sendable {
        /// How long changes are gathered.
        public var coalescing: Duration = .milliseconds(100)
        /// Signs of life alone are sent at most this often.
        public var heartbeat: Duration = .seconds(10)
        /// Time between two `ping` messages.
        public var ping: Duration = .seconds(30)
        /// How often due heartbeats and waiting clients are looked after.
        public var sweep: Duration = .milliseconds(500)
        /// Most listeners; one more is closed with 1013.
        public var maxClients = 1000
        /// Frames from which patches are made; clients further behind get whole objects.
        public var historyDepth = 6
        public init() {}
    }

    struct Listener {
        let connection: LiveConnection
        var client: FeedClient
    }

    let views: EstateViews
    let configuration: Configuration
    private let changes: AsyncStream<InventoryChange>
    private let signal: AsyncStream<Void>
    private let signalContinuation: AsyncStream<Void>.Continuation
    var listeners: [Int: Listener] = [:]
    private var history: FrameHistory
    private var current: FrameMessages?
    private var isDirty = true
    /// Nothing but signs of life changed since the last frame; they wait for their time.
    private var isHeartbeatHeld = false
    private var publishedAt: Timestamp?
    private var pingedAt: Timestamp?

    /// - Parameter changes: each change of the inventory; only that there was one matters here.
    public init(views: EstateViews, changes: AsyncStream<InventoryChange>, configuration: Configuration = Configuration()) {
        self.views = views
        self.changes = changes
        self.configuration = configuration
        history = FrameHistory(depth: configuration.historyDepth)
        (signal, signalContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Runs until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.watchChanges() }
                group.addTask { await self.flushOnSignals() }
                group.addTask { await self.sweepForever() }
            }
        }
    }

    /// Says that the state changed, for example by an alert; the listeners hear of it within `coalescing`.
    public func touch() {
        isDirty = true
        isHeartbeatHeld = false
        guard !listeners.isEmpty else { return }
        signalContinuation.yield()
    }

    private func watchChanges() async {
        for await change in changes where !change.isEmpty { touch() }
    }

    private func flushOnSignals() async {
        for await _ in signal {
            guard (try? await Task.sleep(for: configuration.coalescing)) != nil else { return }
            flush()
        }
    }

    private func sweepForever() async {
        while (try? await Task.sleep(for: configuration.sweep)) != nil {
            flush()
            pingWhenDue()
        }
    }

    private func pingWhenDue() {
        let now = views.clock.now
        guard let last = pingedAt else { return pingedAt = now }
        guard now.since(last) >= configuration.ping else { return }
        pingedAt = now
        sendToAll(PreparedMessage(FeedMessage.beat("ping", at: now)))
    }

    /// Publishes what changed, then gives each listener what it lacks.
    func flush() {
        guard !listeners.isEmpty else { return forget() }
        publish(evenHeartbeat: false)
        for id in listeners.keys { offer(id) }
    }

    /// Without listeners nothing is kept: the next one begins with a full frame.
    private func forget() {
        guard current != nil else { return }
        current = nil
        history.removeAll()
        isDirty = true
    }

    /// Makes the frame of the newest state, unless nothing but signs of life changed and the last frame is young.
    func publish(evenHeartbeat: Bool) {
        let now = views.clock.now
        guard let current else { return adopt(FrameMessages(views.frame(after: nil, legacy: wantsLegacy)), at: now) }
        let previous = current.frame
        let lacksLegacy = wantsLegacy && previous.baseline.legacyMembers.isEmpty
        guard isDirty || lacksLegacy else { return }
        let isYoung = publishedAt.map { now.since($0) < configuration.heartbeat } ?? false
        if isHeartbeatHeld, isYoung, !evenHeartbeat { return }
        var messages = FrameMessages(views.frame(after: previous, legacy: wantsLegacy))
        let delta = messages.delta(from: previous.baseline, history: history)
        if delta.isEmpty(legacy: wantsLegacy) { return isDirty = false }
        isHeartbeatHeld = delta.isHeartbeat && isYoung && !evenHeartbeat && !lacksLegacy
        if !isHeartbeatHeld { adopt(messages, at: now) }
    }

    private func adopt(_ messages: FrameMessages, at now: Timestamp) {
        current = messages
        history.append(messages.frame)
        publishedAt = now
        isDirty = false
        isHeartbeatHeld = false
    }

    private var wantsLegacy: Bool { listeners.values.contains { $0.client.wantsLegacy } }

    /// Sends the listener what it lacks of the current frame.
    ///
    /// - Parameter ignoringBacklog: also while an earlier message still waits.
    func offer(_ id: Int, ignoringBacklog: Bool = false) {
        guard var listener = listeners[id], let frame = current?.frame else { return }
        let connection = listener.connection
        switch listener.client.step(to: frame.number, backlog: ignoringBacklog ? 0 : connection.backlog) {
        case .nothing, .wait: return
        case .full(let isInitial):
            guard let message = current?.fullMessage(isInitial: isInitial, legacy: listener.client.wantsLegacy) else { return }
            deliver(message, of: frame, to: &listener, supersedes: isInitial ? "initialState" : "rawData")
        case .delta:
            guard let baseline = listener.client.baseline else { return }
            let message = current?.deltaMessage(from: baseline, history: history, legacy: listener.client.wantsLegacy)
            if let message {
                deliver(message, of: frame, to: &listener, supersedes: "rawData")
            } else {
                listener.client.delivered(frame.baseline)
            }
        }
        listeners[id] = listener
    }

    private func deliver(_ message: PreparedMessage, of frame: FeedFrame, to listener: inout Listener, supersedes: StaticString) {
        let size = message.plain.readableBytes
        guard listener.client.accepts(bytes: size) else {
            let limit = listener.client.maxMessageBytes ?? size
            let notice = FeedMessage.stateTooLarge(supersedes: supersedes, bytes: size, limit: limit, resources: frame.fragments.count)
            listener.connection.send(PreparedMessage(notice))
            return listener.client.refused(frame.number)
        }
        if listener.connection.send(message) { listener.client.delivered(frame.baseline) }
    }
}
