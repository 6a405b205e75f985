import PulseAlerts
import PulseCore

/// One message on its way to one destination.
public struct Job: Sendable, Equatable {
    /// An alert that the message tells of.
    public struct Item: Sendable, Equatable {
        public var alert: Alert
        /// What happened to it.
        public var event: Notice.Event
        public var resolvedTime: Timestamp?
        public init(_ alert: Alert, _ event: Notice.Event, resolvedTime: Timestamp? = nil) {
            self.alert = alert
            self.event = event
            self.resolvedTime = resolvedTime
        }
    }

    /// Its place in the order of all jobs.
    public var number: Int64
    /// The same for every attempt, so that receivers can fold repeats.
    public var id: String
    public var destination: DestinationID
    public var event: Message.Event
    public var status: JobStatus
    /// Which alerts join it.
    public var groupKey: String
    /// Held until `due` by quiet hours.
    public var isDeferred: Bool
    /// A person asked for it: policy is not asked again.
    public var isForced: Bool
    public var createdAt: Timestamp
    /// No attempt before.
    public var due: Timestamp
    /// Attempts made.
    public var attempts: Int
    public var lastAttempt: Timestamp?
    public var errorClass: DeliveryFailure.Class?
    /// What went wrong last, or why it was cancelled; without secrets.
    public var error: String?
    public var completedAt: Timestamp?
    public var payloadSize: Int?
    /// In the order they came.
    public var items: [Item] = []
}

/// Makes the ids of messages.
enum JobID {
    /// 128 random bits.
    static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        let halves = [generator.next(), generator.next()] as [UInt64]
        let texts = halves.map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "msg-" + texts.joined()
    }
}
