import PulseCore
import PulseOutbound

/// Tells people through Apprise: the program on this machine, or an Apprise server.
public struct AppriseChannel: NotificationChannel {
    /// Sends a request to an address that a person entered, after checking it.
    public typealias Transport =
        @Sendable (_ request: OutboundRequest, _ url: String, _ trust: TLSTrust) async throws(DeliveryFailure) -> OutboundResponse

    private let transport: Transport
    private let program: AppriseProgram

    /// - Parameter transport: Checks the address by the rules of webhooks, `notifications` §5.
    public init(transport: @escaping Transport) { self.init(transport: transport, program: AppriseProgram()) }

    /// Sends to Apprise servers through checked requests.
    ///
    /// - Parameter rules: Those in force; asked for each delivery.
    public init(http: CheckedHTTP, rules: @escaping @Sendable () -> WebhookAddressRules) {
        self.init { request, url, trust throws(DeliveryFailure) in
            do throws(CheckedFailure) {
                return try await http.send(request, to: url, under: rules(), trust: trust)
            } catch {
                throw error.delivery
            }
        }
    }

    init(transport: @escaping Transport, program: AppriseProgram) {
        self.transport = transport
        self.program = program
    }

    /// Sends the message once. A program that runs longer than the settings allow is killed with all it started.
    public func deliver(_ message: Message, to settings: AppriseSettings) async -> DeliveryOutcome {
        let settings = settings.normalised
        let content = AppriseMessage(message)
        let outcome: DeliveryOutcome
        switch settings.mode {
        case .cli:
            guard !settings.targets.isEmpty else { return .failed(Self.fault("No Apprise target is entered")) }
            outcome = await program.deliver(content, settings)
        case .http:
            guard !settings.serverURL.isEmpty else { return .failed(Self.fault("No Apprise server is entered")) }
            do throws(DeliveryFailure) {
                let request = try AppriseRequest(content, settings)
                let response = try await transport(request.outbound, request.url, settings.skipTLSVerify ? .anything : .system)
                outcome = request.outcome(response)
            } catch {
                outcome = .failed(error)
            }
        }
        return outcome.hiding(settings.secrets)
    }

    static func fault(_ summary: String) -> DeliveryFailure { DeliveryFailure(.configuration, summary, isPermanent: true) }
}

extension DeliveryOutcome {
    /// The outcome with the secrets starred out wherever a peer quoted them.
    func hiding(_ secrets: [String]) -> DeliveryOutcome {
        let hide: (String) -> String = { text in
            secrets.reduce(text) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: "***") }
        }
        switch self {
        case .delivered(var receipt):
            receipt.response = hide(receipt.response)
            return .delivered(receipt)
        case .failed(var failure):
            failure.summary = hide(failure.summary)
            failure.detail = hide(failure.detail)
            failure.response = hide(failure.response)
            return .failed(failure)
        }
    }
}
