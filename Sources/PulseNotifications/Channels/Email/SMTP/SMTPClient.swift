import NIOCore
import NIOPosix
import NIOSSL
import PulseOutbound

/// Carries out one SMTP dialogue over a connection of its own.
struct SMTPClient: Sendable {
    struct Limits: Sendable {
        var connect = Duration.seconds(10)
        /// Connecting included.
        var exchange = Duration.seconds(30)
    }

    var limits = Limits()
    var policy = AddressPolicy()
    var group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton

    private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Delivers a mail once; whatever happens, the connection is closed afterwards.
    func deliver(_ order: SMTPOrder, host: String, port: Int, trust: SMTPTrust) async -> DeliveryOutcome {
        do {
            let deadline = ContinuousClock.now + limits.exchange
            let context = order.security == .none ? nil : try trust.context()
            let witness = TLSWitness()
            let connection = try await connect(
                host: host, port: port, tls: order.security == .implicit ? context : nil, witness: witness)
            return try await connection.executeThenClose { inbound, outbound in
                var talk = SMTPTalk(
                    channel: connection.channel, host: host, context: context, witness: witness, inbound: inbound, outbound: outbound)
                return try await talk.run(try prepared(order, connection.channel), until: deadline)
            }
        } catch {
            return .failed(DeliveryFailure(smtp: Task.isCancelled ? SMTPFault.cancelled : error))
        }
    }

    private func connect(host: String, port: Int, tls context: NIOSSLContext?, witness: TLSWitness) async throws -> Connection {
        let limit = min(limits.connect, limits.exchange)
        let connection = try await ClientBootstrap(group: group)
            .connectTimeout(.milliseconds(limit.wholeMilliseconds))
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler.smtp(context, host: host))
                        try channel.pipeline.syncOperations.addHandler(witness.handler)
                    }
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
        return connection
    }

    /// The order with what only the connection tells.
    private func prepared(_ order: SMTPOrder, _ channel: any Channel) throws -> SMTPOrder {
        let remote = channel.remoteAddress?.ipAddress.flatMap { IPAddress(String($0.prefix { $0 != "%" })) }
        if let remote, !policy.permits(remote) { throw SMTPFault.addressRefused }
        var order = order
        order.isLoopback = remote.map { AddressBlock.isLoopback($0) } ?? false
        if let own = channel.localAddress?.ipAddress.flatMap({ IPAddress(String($0.prefix { $0 != "%" })) }) {
            order.clientName = own.isIPv6 ? "[IPv6:\(own)]" : "[\(own)]"
        }
        return order
    }
}

extension NIOSSLClientHandler {
    /// Checks the certificate against the host; for an address, against the one connected to.
    static func smtp(_ context: NIOSSLContext, host: String) throws -> NIOSSLClientHandler {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return try NIOSSLClientHandler(context: context, serverHostname: IPAddress(name) == nil ? name : nil)
    }
}

extension AddressBlock {
    fileprivate static func isLoopback(_ address: IPAddress) -> Bool {
        let blocks: [AddressBlock] = ["127.0.0.0/8", "::1/128"].compactMap(AddressBlock.init)
        return blocks.contains { $0.contains(address.embedded) }
    }
}
