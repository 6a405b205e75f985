import NIOCore
import NIOSSL

/// One open connection to a mail server, and what is said over it.
struct SMTPTalk {
    private let channel: any Channel
    private let host: String
    private let context: NIOSSLContext?
    private let witness: TLSWitness
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var reader = SMTPReplyReader()
    private var isGreeted = false

    init(
        channel: any Channel, host: String, context: NIOSSLContext?, witness: TLSWitness,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.channel = channel
        self.host = host
        self.context = context
        self.witness = witness
        self.inbound = inbound.makeAsyncIterator()
        self.outbound = outbound
    }

    /// Says everything that is to be said. A server that is silent at the deadline is hung up on.
    mutating func run(_ order: SMTPOrder, until deadline: ContinuousClock.Instant) async throws -> DeliveryOutcome {
        let left = max(ContinuousClock.now.duration(to: deadline), .zero)
        let alarm = hangUp(in: left)
        defer { alarm.cancel() }
        do {
            return try await dialogue(order)
        } catch {
            guard !Task.isCancelled, Self.isEnd(error) else { throw error }
            // The alarm counts whole milliseconds, and may ring that much early.
            if ContinuousClock.now >= deadline - .milliseconds(20) { throw SMTPFault.timeout(isGreeted: isGreeted) }
            // What TLS has against the connection says more than that it ended.
            throw witness.error ?? error
        }
    }

    /// Whether the error is what hanging up looks like from this side.
    private static func isEnd(_ error: any Error) -> Bool {
        switch error {
        case is ChannelError, is NIOSSLError, is NIOAsyncWriterError: true
        case let fault as SMTPFault: fault == .closed
        default: false
        }
    }

    private mutating func dialogue(_ order: SMTPOrder) async throws -> DeliveryOutcome {
        var dialogue = SMTPDialogue(order)
        while true {
            var actions = dialogue.handle(try await reply())
            while !actions.isEmpty {
                switch actions.removeFirst() {
                case .send(let line): try await write(ByteBuffer(string: line + "\r\n"))
                case .sendContent(let bytes): try await write(ByteBuffer(bytes: bytes))
                case .upgrade:
                    try await beginTLS()
                    actions += dialogue.upgraded()
                case .finish(let outcome):
                    await quit()
                    return outcome
                }
            }
        }
    }

    /// A connection that is gone is no error here: what came in last says why, a reply or a certificate that is not trusted.
    private func write(_ bytes: ByteBuffer) async throws {
        do {
            try await outbound.write(bytes)
        } catch is CancellationError {
            throw SMTPFault.cancelled
        } catch {}
    }

    private mutating func reply() async throws -> SMTPReply {
        while true {
            if let reply = reader.next() {
                isGreeted = true
                return reply
            }
            guard let bytes = try await inbound.next() else { throw SMTPFault.closed }
            try reader.append(bytes.readableBytesView)
        }
    }

    /// What came before TLS must not count as said after it.
    private func beginTLS() async throws {
        guard reader.isEmpty, let context else { throw SMTPFault.injected }
        let host = host
        let channel = channel
        let witness = witness
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(witness.handler, position: .first)
            try channel.pipeline.syncOperations.addHandler(NIOSSLClientHandler.smtp(context, host: host), position: .first)
        }.get()
    }

    /// The outcome stands; the server gets a moment to say goodbye.
    private mutating func quit() async {
        let alarm = hangUp(in: .seconds(1))
        defer { alarm.cancel() }
        do {
            try await outbound.write(ByteBuffer(string: "QUIT\r\n"))
            _ = try await reply()
        } catch {}
    }

    private func hangUp(in wait: Duration) -> Scheduled<Void> {
        let channel = channel
        // Never early: what ends before the deadline is the server's doing.
        return channel.eventLoop.scheduleTask(in: .milliseconds(wait.wholeMilliseconds + 5)) { channel.close(mode: .all, promise: nil) }
    }
}
