import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import ScriptedServer
import Synchronization

/// An SMTP server on loopback that does as it is told and remembers what it heard.
final class EmailServer: Sendable {
    struct Script: Sendable {
        var greeting = "220 sink.test ready"
        var extensions = ["SIZE 100000", "8BITMIME"]
        /// Instead of the usual reply, by verb; `MESSAGE` is for the end of the mail. `""` is silence, `"close"` hangs up.
        var replies: [String: String] = [:]
        var certificate: ServerCertificate?
        var isImplicit = false
        /// Sent in one piece with the answer to STARTTLS.
        var injected = ""
    }

    struct Heard: Sendable, Equatable {
        var line: String
        var isEncrypted: Bool
    }

    final class Record: Sendable {
        let heard = Mutex<[Heard]>([])
        let mails = Mutex<[String]>([])
        let closed = Mutex(0)
    }

    let record = Record()
    let port: Int
    private let channel: any Channel

    init(_ script: Script) async throws {
        let record = record
        let context = try script.certificate?.context()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if script.isImplicit, let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(EmailServerHandler(script, context, record))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        port = channel.localAddress?.port ?? 0
    }

    var heard: [Heard] { record.heard.withLock { $0 } }
    var lines: [String] { heard.map(\.line) }
    var mails: [String] { record.mails.withLock { $0 } }
    /// Connections that ended.
    var closed: Int { record.closed.withLock { $0 } }

    func stop() async { try? await channel.close() }
}

private final class EmailServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let script: EmailServer.Script
    private let tls: NIOSSLContext?
    private let record: EmailServer.Record
    private var isEncrypted: Bool
    private var waiting = ""
    private var mail: String?

    init(_ script: EmailServer.Script, _ tls: NIOSSLContext?, _ record: EmailServer.Record) {
        self.script = script
        self.tls = tls
        self.record = record
        isEncrypted = script.isImplicit
    }

    func channelActive(context: ChannelHandlerContext) { say(script.greeting, context) }

    func channelInactive(context: ChannelHandlerContext) { record.closed.withLock { $0 += 1 } }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting += String(buffer: unwrapInboundIn(data))
        while let end = waiting.utf8.firstIndex(of: 10) {
            let line = String(waiting[..<end].filter { $0 != "\r" })
            waiting = String(waiting[waiting.utf8.index(after: end)...])
            hear(line, context)
        }
    }

    private func hear(_ line: String, _ context: ChannelHandlerContext) {
        if let begun = mail {
            guard line == "." else {
                mail = begun + line + "\n"
                return
            }
            record.mails.withLock { $0.append(begun) }
            mail = nil
            return say(script.replies["MESSAGE"] ?? "250 2.0.0 queued", context)
        }
        record.heard.withLock { $0.append(EmailServer.Heard(line: line, isEncrypted: isEncrypted)) }
        let verb = line.prefix { $0 != " " }.uppercased()
        if let reply = script.replies[line] ?? script.replies[verb] { return say(reply, context) }
        switch verb {
        case "EHLO":
            let words = ["sink.test"] + script.extensions + (tls != nil && !isEncrypted ? ["STARTTLS"] : [])
            let last = words.count - 1
            say(words.enumerated().map { "250\($0 == last ? " " : "-")\($1)" }.joined(separator: "\r\n"), context)
        case "STARTTLS": beginTLS(context)
        case "AUTH": say(line.hasPrefix("AUTH PLAIN ") ? "235 ok" : "334 VXNlcm5hbWU6", context)
        case "DATA":
            mail = ""
            say("354 go on", context)
        case "QUIT": say("221 bye", context)
        case "HELO", "MAIL", "RCPT": say("250 ok", context)
        default: say("500 unknown", context)
        }
    }

    private func beginTLS(_ context: ChannelHandlerContext) {
        guard let tls else { return say("454 no TLS now", context) }
        say("220 go on" + (script.injected.isEmpty ? "" : "\r\n" + script.injected), context)
        isEncrypted = true
        try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        if text == "close" { return context.close(promise: nil) }
        guard !text.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
    }
}
