import NIOCore
import NIOPosix
import PulseCore

/// Sends alerts as mail, `notifications` §3: one SMTP delivery for each message, no repeats.
public struct EmailChannel: NotificationChannel {
    private let client: SMTPClient
    private let clock: any WallClock

    public init(
        clock: any WallClock = SystemWallClock(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.init(client: SMTPClient(group: group), clock: clock)
    }

    init(client: SMTPClient, clock: any WallClock) {
        self.client = client
        self.clock = clock
    }

    /// Sends the message to all recipients in one mail. Those that the server does not take are named in the receipt, as long
    /// as it takes one of them.
    public func deliver(_ message: Message, to settings: EmailSettings) async -> DeliveryOutcome {
        let settings = settings.normalised
        guard !settings.server.isEmpty else {
            return .failed(DeliveryFailure(.configuration, "No mail server is entered", isPermanent: true))
        }
        let order: SMTPOrder
        do throws(DeliveryFailure) {
            order = try self.order(message, settings)
        } catch {
            return .failed(error)
        }
        let trust = SMTPTrust(authority: settings.caCertificate)
        let outcome = await client.deliver(order, host: settings.server, port: settings.port, trust: trust)
        guard case .failed(var failure) = outcome else { return outcome }
        failure.payloadSize = order.envelope.content.count
        return .failed(failure)
    }

    private func order(_ message: Message, _ settings: EmailSettings) throws(DeliveryFailure) -> SMTPOrder {
        let envelope = try MailComposer(message: message, settings: settings, now: clock.now).envelope()
        return SMTPOrder(
            security: settings.security, user: settings.loginName, password: settings.password,
            allowsInsecureLogin: settings.allowInsecureAuth, envelope: envelope)
    }
}
