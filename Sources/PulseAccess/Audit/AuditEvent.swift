import Logging

/// A security fact worth keeping, without secrets.
public struct AuditEvent: Sendable, Equatable {
    /// One of the contract's types, for example `login` or `token_created`.
    public let type: String
    /// Who acted; empty when nobody was proven.
    public let user: String
    public let address: String
    public let success: Bool
    /// A short sentence; never a secret.
    public let details: String

    public init(_ type: String, user: String, address: String, success: Bool = true, details: String = "") {
        self.type = type
        self.user = user
        self.address = address
        self.success = success
        self.details = details
    }
}

/// Takes audit events, in order, from the actor that decided.
public protocol AuditSink: Sendable {
    func record(_ event: AuditEvent)
}

/// Writes audit events to the process log, which happens whatever else keeps them.
public struct AuditLog: AuditSink {
    private let logger: Logger
    public init(logger: Logger) { self.logger = logger }

    public func record(_ event: AuditEvent) {
        let level: Logger.Level = event.success ? .info : .warning
        // User names come from outside: the log's own quoting must not be all that stands between them and a forged line.
        let user = String(event.user.unicodeScalars.prefix(128).filter { $0.value >= 32 && $0.value != 127 }.map(Character.init))
        logger.log(
            level: level, "audit",
            metadata: [
                "event": "\(event.type)", "user": "\(user)", "ip": "\(event.address)", "success": "\(event.success)",
                "details": "\(event.details)",
            ])
    }
}
