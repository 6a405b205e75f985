import PulseCore

/// One attempt to reach one destination, as it is kept for 30 days.
public struct LedgerEntry: Sendable, Equatable {
    public var at: Timestamp
    public var destination: DestinationID
    /// What the destination was called then.
    public var name: String
    public var service: String
    /// Without what is secret in it.
    public var url: String
    /// The id of the message.
    public var message: String
    public var event: Message.Event
    public var isTest: Bool
    /// The first alert of the message.
    public var alertID: String?
    public var alertCount: Int
    /// From 1.
    public var attempt: Int
    public var milliseconds: Int
    /// `nil`: delivered.
    public var failure: DeliveryFailure.Class?
    public var summary: String?
    public var detail: String?
    /// The HTTP status, where there was an answer.
    public var status: Int?
    public var payloadSize: Int

    public var isDelivered: Bool { failure == nil }

    /// The entry of an attempt.
    public init(
        _ message: Message, to destination: Destination, attempt: Int, at: Timestamp, milliseconds: Int, outcome: DeliveryOutcome
    ) {
        self.at = at
        self.destination = destination.id
        name = destination.name
        service = destination.service
        url = destination.redactedURL
        self.message = message.id
        event = message.event
        isTest = message.isTest
        alertID = message.alerts.first?.id
        alertCount = message.alerts.count
        self.attempt = attempt
        self.milliseconds = milliseconds
        switch outcome {
        case .delivered(let receipt):
            status = receipt.status
            payloadSize = receipt.payloadSize
        case .failed(let fault):
            failure = fault.kind
            summary = fault.summary
            detail = String(fault.detail.prefix(2000))
            status = fault.status
            payloadSize = fault.payloadSize
        }
    }
}
