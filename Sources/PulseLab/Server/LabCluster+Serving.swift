#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import PulseCore

extension LabCluster {
    /// Cuts the connection after what was written.
    struct ConnectionCut: Error {}
    private static let bodyLimit = 64 * 1024

    /// Answers one request, or does what the faults say.
    func respond(_ request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, member: Int) async throws {
        let exchange = try await Self.exchange(request)
        begin()
        defer { end() }
        let path = exchange.path.hasPrefix(Self.base) ? String(exchange.path.dropFirst(Self.base.count)) : exchange.path
        let effects = state.withLock { $0.faults.take(member: $0.estate.nodes[member].name, path: path) }
        var delivery = Delivery()
        var override: LabFault.Effect?
        for effect in effects {
            switch effect {
            case .latency(let time): try await Task.sleep(for: time)
            case .reset:
                count(exchange, member)
                LabChannel.cut(channel)
                throw ConnectionCut()
            case .hang:
                count(exchange, member)
                try await channel.closeFuture.get()
                throw ConnectionCut()
            default:
                if !delivery.take(effect) { override = effect }
            }
        }
        var reply = reply(to: exchange, member: member)
        if let override { delivery.replace(&reply, by: override) }
        delivery.mangle(&reply)
        if reply.isRefusedCredentials, configuration.refusalDelay > .zero { try await Task.sleep(for: configuration.refusalDelay) }
        try await delivery.write(reply, isHead: exchange.method == "HEAD", at: now, writer, channel)
    }

    private func count(_ exchange: LabExchange, _ member: Int) { _ = reply(to: exchange, member: member) }
    private func begin() {
        state.withLock { state in
            state.counts.underWay += 1
            state.counts.mostAtOnce = max(state.counts.mostAtOnce, state.counts.underWay)
        }
    }
    private func end() { state.withLock { $0.counts.underWay = max($0.counts.underWay - 1, 0) } }

    private static func exchange(_ request: Request) async throws -> LabExchange {
        let target = request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var body: [UInt8] = []
        if request.method != .get, request.method != .head {
            for try await buffer in request.body {
                guard body.count < bodyLimit else { break }
                body.append(contentsOf: buffer.readableBytesView)
            }
        }
        return LabExchange(
            method: request.method.rawValue, path: String(parts[0]), query: parts.count > 1 ? LabExchange.pairs(parts[1]) : [:],
            authorization: request.headers[.authorization], cookie: request.headers[.cookie], csrf: request.headers[csrfName],
            contentType: request.headers[.contentType], body: body)
    }
    private static let csrfName = HTTPField.Name("CSRFPreventionToken") ?? .authorization

    /// Listens for one member, with and without power, until cancelled.
    ///
    /// - Parameter bound: told the port each time it listens.
    func run(member: Int, port: Int, log: Logger, bound: @escaping @Sendable (Int) -> Void) async throws {
        let host = configuration.plan.address(member)
        let channel = LabChannel(context: { self.context(member) }) { request, writer, channel in
            try await self.respond(request, writer, channel, member: member)
        }
        var port = port
        try await withThrowingTaskGroup(of: Void.self) { group in
            var listener: (any Channel)?
            defer { channel.cutAll() }
            for await isOn in power[member].stream {
                if isOn, listener == nil {
                    let server = try await Self.bind(host, port, channel, log)
                    port = server.channel.localAddress?.port ?? port
                    listener = server.channel
                    bound(port)
                    group.addTask {
                        try? await server.executeThenClose { inbound in
                            try await withThrowingDiscardingTaskGroup { connections in
                                for try await case let connection? in inbound {
                                    connections.addTask { await channel.handle(connection, log) }
                                }
                            }
                        }
                    }
                } else if !isOn {
                    try? await listener?.close()
                    listener = nil
                    channel.cutAll()
                }
            }
            try? await listener?.close()
            channel.cutAll()
        }
    }

    private static func bind(
        _ host: String, _ port: Int, _ channel: LabChannel, _ log: Logger
    ) async throws -> NIOAsyncChannel<AcceptedConnection?, Never> {
        do {
            return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(ChannelOptions.backlog, value: 256)
                .serverChannelOption(ChannelOptions.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
                .bind(host: host, port: port) { child in channel.setup(child, log) }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PulseError("port_in_use", "Port \(port) of \(host) is already in use.", cause: error)
        }
    }
}
