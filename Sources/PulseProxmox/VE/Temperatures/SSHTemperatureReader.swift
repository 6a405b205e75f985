#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif
import PulseCore
import PulseInventory

/// Reads a node's temperatures with the system's `ssh`, `platform-polling` §2.6a.
///
/// The private key is `keyPath`, by default `~/.ssh/id_ed25519_sensors`; host keys are in a file of their own. On the node runs
/// `/usr/local/sbin/pulse-sensors` if it is there, else `sensors -j`; where neither says anything, the first thermal zone is read.
public struct SSHTemperatureReader: Sendable {
    /// Bytes that a node may print.
    public static let mostOutput = 1 << 20
    /// For one reading, learning of the host's key included.
    public static let budget = Duration.seconds(15)

    public var keyPath: String
    public var knownHosts: KnownHosts
    /// Path of `ssh`.
    public var client: String
    var budget = Self.budget

    public init(keyPath: String, knownHosts: KnownHosts, client: String = "/usr/bin/ssh") {
        self.keyPath = keyPath
        self.knownHosts = knownHosts
        self.client = client
    }

    /// The child's whole environment.
    static let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"]

    /// One word for the shell on the node; it holds no single quotes.
    private static let script =
        "out=$(/usr/local/sbin/pulse-sensors 2>/dev/null || sensors -j 2>/dev/null); "
        + "case \"$out\" in *_input*|*\\\"smart\\\"*) printf \"%s\\n\" \"$out\" ;; "
        + "*) cat /sys/class/thermal/thermal_zone0/temp 2>/dev/null ;; esac"

    /// What the key file is now; `nil` when there is none. `TemperatureBook.due` wants it.
    public func keyStamp() -> KeyStamp? {
        var facts = stat()
        guard stat(keyPath, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let modified = Int64(facts.st_mtim.tv_sec) * 1_000_000_000 + Int64(facts.st_mtim.tv_nsec)
        return KeyStamp(inode: UInt64(facts.st_ino), size: Int64(facts.st_size), modified: modified)
    }

    /// Reads once.
    ///
    /// - Parameter moment: Goes into the reading as the time of its measurement.
    public func read(_ target: SSHTarget, at moment: Timestamp) async throws(TemperatureFailure) -> NodeTemperatureFacet {
        guard keyStamp() != nil else { throw .noKey }
        let start = ContinuousClock.now
        try await knownHosts.learn(target)
        let rest = budget - start.duration(to: .now)
        guard rest > .zero else { throw .deadline }
        let output = try await run(target, budget: rest)
        guard !output.allSatisfy(SensorOutput.isSpace) else { throw .noSensors }
        guard let facet = try TemperatureReading(output: output).facet(at: moment) else { throw .noSensors }
        return facet
    }

    private func run(_ target: SSHTarget, budget: Duration) async throws(TemperatureFailure) -> [UInt8] {
        let process = ChildProcess(
            executable: client, arguments: arguments(for: target), environment: Self.environment, budget: budget,
            mostOutput: Self.mostOutput)
        let result: ChildProcess.Result
        do throws(ChildProcess.Failure) {
            result = try await process.run()
        } catch {
            switch error {
            case .notStarted: throw .noClient
            case .deadline, .cancelled: throw .deadline
            case .tooMuchOutput: throw .tooMuchOutput
            }
        }
        guard result.status == 0 else { throw SSHRefusal(result).failure }
        return result.output
    }

    /// A path as a value of an option: ssh splits values at spaces and has a meaning for percent signs.
    private static func quoted(_ path: String) -> String {
        let escaped = path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
        return "\"\(escaped)\""
    }

    func arguments(for target: SSHTarget) -> [String] {
        let options = [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=5", "IdentityFile=\(Self.quoted(keyPath))",
            "UserKnownHostsFile=\(Self.quoted(knownHosts.path))",
            "GlobalKnownHostsFile=/dev/null", "UpdateHostKeys=no", "IdentitiesOnly=yes", "PasswordAuthentication=no",
            "KbdInteractiveAuthentication=no", "ForwardAgent=no", "ForwardX11=no", "ClearAllForwardings=yes", "ControlMaster=no",
            "ControlPath=none", "PermitLocalCommand=no", "RequestTTY=no", "LogLevel=ERROR",
        ]
        let flags = ["-F", "/dev/null", "-p", String(target.port), "-l", target.user]
        return flags + options.flatMap { ["-o", $0] } + ["--", target.host, "sh -c '\(Self.script)'"]
    }
}
