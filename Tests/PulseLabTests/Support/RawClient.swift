import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import PulseLab

/// Speaks HTTP over TLS byte by byte, so that nothing is smoothed over.
enum RawClient {
    struct Answer {
        var status: Int
        /// Behind the status, in the first line.
        var reason: String
        var headers: [String]
        var body: String
    }
    struct NoAnswer: Error { var said: String }

    /// The answer to one request on a connection of its own.
    static func get(
        _ endpoint: LabEndpoint, _ path: String,
        token: String? = "\(LabCluster.Configuration.tokenID)=\(LabCluster.Configuration.tokenSecret)",
        headers: [String] = []
    ) async throws -> Answer {
        let authorization = token.map { ["Authorization: PVEAPIToken=\($0)"] } ?? []
        return try await send(endpoint, "GET", "/api2/json" + path, headers + authorization)
    }

    static func send(
        _ endpoint: LabEndpoint, _ method: String, _ target: String, _ headers: [String] = [], body: String = ""
    ) async throws -> Answer {
        let lines = ["\(method) \(target) HTTP/1.1", "Host: \(endpoint.host)", "Connection: close"] + headers
        let length = body.isEmpty ? [] : ["Content-Length: \(body.utf8.count)"]
        let said = try await exchange(endpoint, (lines + length).joined(separator: "\r\n") + "\r\n\r\n" + body)
        guard let split = said.range(of: "\r\n\r\n") else { throw NoAnswer(said: said) }
        let head = said[..<split.lowerBound].components(separatedBy: "\r\n")
        let first = head[0].split(separator: " ", maxSplits: 2)
        return Answer(
            status: Int(first[1]) ?? 0, reason: first.count > 2 ? String(first[2]) : "", headers: Array(head.dropFirst()),
            body: String(said[split.upperBound...]))
    }

    /// Sends bytes and returns everything that comes until the other side closes properly.
    static func exchange(_ endpoint: LabEndpoint, _ text: String, seen: @Sendable (String) -> Void = { _ in }) async throws -> String {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: endpoint.host, port: endpoint.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(try NIOSSLClientHandler(context: context, serverHostname: nil))
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var said = ByteBuffer()
            for try await part in inbound {
                said.writeImmutableBuffer(part)
                seen(String(buffer: said))
            }
            return String(buffer: said)
        }
    }

    /// The fingerprint of the certificate that is presented now.
    static func fingerprint(_ endpoint: LabEndpoint) async throws -> [UInt8] {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let presented = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: [UInt8].self)
        let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(
                        context: context, serverHostname: nil,
                        customVerificationCallback: { chain, promise in
                            presented.completeWith(Swift.Result { try chain[0].toDERBytes() })
                            promise.succeed(.certificateVerified)
                        })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }.connect(host: endpoint.host, port: endpoint.port)
        connecting.whenFailure { presented.fail($0) }
        let channel = try await connecting.get()
        channel.closeFuture.whenComplete { _ in presented.fail(ChannelError.eof) }
        let der = try await presented.futureResult.get()
        try? await channel.close()
        return der
    }
}
