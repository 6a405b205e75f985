#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that runs beside this one, without a shell, in a process group of its own, with nothing to read and with its output
/// bounded. It is killed with all its descendants when the time is over or the task is cancelled.
struct ChildProcess: Sendable {
    var executable: String
    var arguments: [String]
    /// The whole environment: nothing of this process's own goes to the child.
    var environment: [String: String]
    var budget: Duration
    /// Bytes.
    var mostOutput: Int
    var mostErrors = 8192

    struct Result: Sendable, Equatable {
        /// The exit status; negative is the signal that ended it.
        var status: Int32
        var output: [UInt8]
        /// Cut off at the limit.
        var errors: [UInt8]
    }

    enum Failure: Error, Equatable {
        /// `errno` of the start.
        case notStarted(Int32)
        case deadline
        case tooMuchOutput
        case cancelled
    }

    /// Runs the program to its end.
    func run() async throws(Failure) -> Result {
        var output = try Pipe()
        var errors = try Pipe()
        let pid = try spawn(output: output, errors: errors)
        output.closeWriting()
        errors.closeWriting()
        // The child cannot be lost from here on: every way out reaps it.
        let start = ContinuousClock.now
        var status: Int32?
        var pause = Duration.milliseconds(2)
        do throws(Failure) {
            while true {
                guard output.drain(upTo: mostOutput) else { throw Failure.tooMuchOutput }
                _ = errors.drain(upTo: mostErrors)
                if status == nil { status = Self.reap(pid) }
                if let status, output.isAtEnd || Self.isGone(pid) {
                    // What was written before the end is in the pipes.
                    guard output.drain(upTo: mostOutput) else { throw Failure.tooMuchOutput }
                    _ = errors.drain(upTo: mostErrors)
                    return Result(status: status, output: output.bytes, errors: errors.bytes)
                }
                if Task.isCancelled { throw Failure.cancelled }
                if start.duration(to: .now) >= budget { throw Failure.deadline }
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(50))
            }
        } catch {
            kill(-pid, SIGKILL)
            if status == nil { await Self.bury(pid) }
            throw error
        }
    }

    /// The exit status, once the child has ended.
    private static func reap(_ pid: pid_t) -> Int32? {
        var status: Int32 = 0
        let result = waitpid(pid, &status, WNOHANG)
        if result == 0 || (result < 0 && errno == EINTR) { return nil }
        guard result == pid else { return -1 }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : -signal
    }

    /// Whether nobody of the child's group is left who could still write.
    private static func isGone(_ pid: pid_t) -> Bool { kill(-pid, 0) != 0 && errno == ESRCH }

    /// Waits for a child that was killed; the kernel ends it at once.
    private static func bury(_ pid: pid_t) async {
        for _ in 0..<500 {
            if reap(pid) != nil { return }
            // In a task of its own, for this one may be cancelled, and then sleeping returns at once.
            await Task { try? await Task.sleep(for: .milliseconds(2)) }.value
        }
    }
}
