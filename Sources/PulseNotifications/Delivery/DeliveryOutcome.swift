import PulseCore

/// How one attempt ended.
public enum DeliveryOutcome: Sendable, Equatable {
    case delivered(DeliveryReceipt)
    case failed(DeliveryFailure)
}

/// What a receiver answered.
public struct DeliveryReceipt: Sendable, Equatable {
    /// The HTTP status; `nil` for other channels.
    public var status: Int?
    /// The first part of the answer, for the test button.
    public var response: String
    /// Bytes of the payload.
    public var payloadSize: Int
    public init(status: Int? = nil, response: String = "", payloadSize: Int = 0) {
        self.status = status
        self.response = response
        self.payloadSize = payloadSize
    }
}

/// Why an attempt failed, `notifications` §7.
public struct DeliveryFailure: Error, Sendable, Equatable {
    public enum Class: String, Sendable, Codable, CaseIterable {
        case authentication
        case rateLimited = "rate_limited"
        case connectivity, tls, configuration, rejected, unknown
    }
    public var kind: Class
    /// For people, without secrets.
    public var summary: String
    /// The technical words of the peer or library, without secrets.
    public var detail: String
    /// Trying again cannot help: it goes to the dead letters at once.
    public var isPermanent: Bool
    /// The receiver asked to wait so long.
    public var retryAfter: Duration?
    /// The HTTP status, where there was an answer.
    public var status: Int?
    public var response: String
    public var payloadSize: Int
    /// So many of the message's alerts, from its first, arrived before: of a message that takes several requests.
    public var alertsDelivered = 0

    public init(
        _ kind: Class, _ summary: String, detail: String = "", isPermanent: Bool = false, retryAfter: Duration? = nil, status: Int? = nil,
        response: String = "", payloadSize: Int = 0
    ) {
        self.kind = kind
        self.summary = summary
        self.detail = detail
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
        self.status = status
        self.response = response
        self.payloadSize = payloadSize
    }
}
