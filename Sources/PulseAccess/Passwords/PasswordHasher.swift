import Dispatch
import PulseCore
import Synchronization

/// Hashes and verifies passwords on a thread of its own, one at a time, so that a flood of logins slows logins and nothing else.
public final class PasswordHasher: Sendable {
    private let queue = DispatchQueue(label: "pulse.passwords", qos: .userInitiated)
    private let waiting = Mutex(0)
    private let capacity: Int

    /// - Parameter capacity: most callers in the queue; further ones get `passwords_busy`.
    public init(capacity: Int = 64) { self.capacity = capacity }

    /// A fresh scrypt hash.
    public func hash(_ password: String) async throws -> PasswordHash {
        try await run { try PasswordHash.make(password) }
    }

    /// Whether the password matches the hash.
    public func verify(_ password: String, against hash: PasswordHash) async throws -> Bool {
        try await run { hash.matches(password) }
    }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isFull = waiting.withLock { count in
            guard count < capacity else { return true }
            count += 1
            return false
        }
        if isFull { throw AccessRefusal(503, "passwords_busy", "Too many sign-ins at once. Please try again in a moment.", retryAfter: 2) }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
