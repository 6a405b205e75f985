#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension ChildProcess {
    /// Starts the program with its output in the pipes.
    func spawn(output: borrowing Pipe, errors: borrowing Pipe) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var pid: pid_t = 0
        let words = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let code = Self.withCStrings([executable] + arguments) { argv in
            Self.withCStrings(words) { envp in posix_spawn(&pid, executable, &actions, &attributes, argv, envp) }
        }
        guard code == 0 else { throw .notStarted(code) }
        return pid
    }

    /// Calls `body` with the texts as C wants them, ended by a null pointer.
    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { preconditionFailure("the list has its end mark") }
            return body(start)
        }
    }
}

/// A pipe that is read without waiting. Both ends are closed with the value.
struct Pipe: ~Copyable {
    private let reading: Int32
    private(set) var writing: Int32
    private(set) var bytes: [UInt8] = []
    private(set) var isAtEnd = false

    init() throws(ChildProcess.Failure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .notStarted(errno) }
        reading = ends[0]
        writing = ends[1]
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
    }

    deinit {
        close(reading)
        if writing >= 0 { close(writing) }
    }

    /// After the child has its own copy; otherwise the end would never come.
    mutating func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// Takes what is there. `false` when it is more than `most` bytes in all; what is beyond is thrown away.
    mutating func drain(upTo most: Int) -> Bool {
        var fits = true
        while !isAtEnd {
            var chunk = [UInt8](repeating: 0, count: 16_384)
            let count = read(reading, &chunk, chunk.count)
            if count > 0 {
                let room = max(0, most - bytes.count)
                bytes.append(contentsOf: chunk.prefix(min(count, room)))
                if count > room {
                    fits = false
                    break
                }
                continue
            }
            if count == 0 { isAtEnd = true }
            if count < 0, errno == EINTR { continue }
            break
        }
        return fits
    }
}
