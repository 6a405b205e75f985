import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a program did not start.
enum ProgramFailure: Error, Sendable, Equatable {
    case notFound
    case notStarted(Int32)
}

/// The C function, which the property of the class below would hide.
private func makePipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }

/// A started program in a process group of its own, so that all it starts can be ended with it.
final class ProgramRun: Sendable {
    enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
        case timedOut, cancelled
    }

    private struct State {
        var output: [UInt8] = []
        var isReaped = false
        var reason: Ending?
    }

    private let process: pid_t
    private let pipe: Int32
    private let outputLimit: Int
    private let state = Mutex(State())

    /// What it wrote so far, to both of its outputs, up to the limit.
    var output: [UInt8] { state.withLock { $0.output } }

    /// Starts the program, found in PATH, with no input.
    init(_ program: String, _ arguments: [String], outputLimit: Int) throws(ProgramFailure) {
        self.outputLimit = outputLimit
        var ends: [Int32] = [-1, -1]
        guard makePipe(&ends) == 0 else { throw .notStarted(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        pipe = ends[0]
        defer { close(ends[1]) }
        do throws(ProgramFailure) {
            process = try Self.spawn(program, arguments, output: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
    }

    private static func spawn(_ program: String, _ arguments: [String], output: Int32) throws(ProgramFailure) -> pid_t {
        var files = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, 1)
        posix_spawn_file_actions_adddup2(&files, output, 2)
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let words = ([program] + arguments).map { $0.filter { $0 != "\0" } }
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var environment: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
        defer { for pointer in environment { free(pointer) } }
        var process = pid_t()
        let code = posix_spawnp(&process, program, &files, &attributes, &pointers, &environment)
        guard code == 0 else { throw code == ENOENT || code == EACCES ? .notFound : .notStarted(code) }
        return process
    }

    /// What programs need to find their way; none of Pulse's own settings and secrets.
    private static var environment: [String] {
        let names = [
            "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "USER", "LOGNAME", "VIRTUAL_ENV", "SSL_CERT_FILE", "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "XDG_CONFIG_HOME",
            "APPRISE_CONFIG", "APPRISE_CONFIG_PATH", "APPRISE_STORAGE_PATH",
        ]
        return names.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
    }

    /// Waits for its end. What runs longer, or is cancelled, is killed, with all of its group. Call once.
    func ending(within limit: Duration) async -> Ending {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Ending?.self) { group in
                group.addTask { await self.waiting() }
                group.addTask {
                    if (try? await Task.sleep(for: limit)) != nil { self.kill(because: .timedOut) }
                    return nil
                }
                var found: Ending?
                while found == nil, let next = await group.next() { found = next }
                group.cancelAll()
                return found ?? .cancelled
            }
        } onCancel: {
            kill(because: .cancelled)
        }
    }

    /// Waits on a thread that may block.
    private func waiting() async -> Ending {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.wait()) }
        }
    }

    /// Whether it has ended, or was killed, without reaping it.
    private var isOver: Bool {
        if state.withLock({ $0.reason != nil }) { return true }
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG) == 0 && information.si_signo == SIGCHLD
    }

    private func kill(because reason: Ending) {
        state.withLock { state in
            // After reaping, the number may be another process's.
            guard !state.isReaped else { return }
            if state.reason == nil { state.reason = reason }
            _ = killpg(process, SIGKILL)
        }
    }

    /// Reads until nobody writes any more, then takes the exit status. Blocks.
    private func wait() -> Ending {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, 200)
            if ready < 0, errno == EINTR { continue }
            if ready == 0 {
                // What it started may have left its group and keep the pipe open.
                if isOver { break }
                continue
            }
            let count = read(pipe, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard ready > 0, count > 0 else { break }
            state.withLock { $0.output += buffer.prefix(min(count, outputLimit - $0.output.count)) }
        }
        close(pipe)
        var information = siginfo_t()
        // Looks without reaping, so that a late kill cannot hit a process that got the same number.
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        return state.withLock { state in
            // What it left behind in its group goes with it.
            _ = killpg(process, SIGKILL)
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            state.isReaped = true
            if let reason = state.reason { return reason }
            let signal = status & 0x7f
            return signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
        }
    }
}
