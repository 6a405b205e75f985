/// The file of host keys that is Pulse's own, so that nothing is mixed with what people trust. A host's keys are learnt once, by
/// `ssh-keyscan`; afterwards another key of the host is refused until its lines are removed.
public actor KnownHosts {
    public nonisolated var path: String { file.path }
    private let file: KnownHostsFile
    private let scanner: String

    /// - Parameter scanner: Path of `ssh-keyscan`.
    public init(path: String, scanner: String = "/usr/bin/ssh-keyscan") {
        file = KnownHostsFile(path: path)
        self.scanner = scanner
    }

    /// Learns the host's keys if the file has none of it.
    public func learn(_ target: SSHTarget) async throws(TemperatureFailure) {
        if Self.contains(target.knownName, in: file.contents()) { return }
        let lines = try await scan(target)
        // Another task may have learnt them meanwhile.
        let known = file.contents()
        if Self.contains(target.knownName, in: known) { return }
        guard known.count + lines.utf8.count <= KnownHostsFile.most, file.append(lines) else { throw .hostKeyUnknown }
    }

    /// Removes the host's keys: a person accepted that they changed.
    public func forget(_ target: SSHTarget) {
        let lines = String(decoding: file.contents(), as: UTF8.self).split(separator: "\n")
        let kept = lines.filter { Self.name(of: $0) != target.knownName }
        if kept.count < lines.count { file.replace(kept.map { $0 + "\n" }.joined()) }
    }

    private func scan(_ target: SSHTarget) async throws(TemperatureFailure) -> String {
        let arguments = ["-T", "5", "-p", String(target.port), target.host]
        let process = ChildProcess(
            executable: scanner, arguments: arguments, environment: SSHTemperatureReader.environment, budget: .seconds(8),
            mostOutput: 65_536)
        let result: ChildProcess.Result
        do throws(ChildProcess.Failure) {
            result = try await process.run()
        } catch {
            switch error {
            case .notStarted: throw .noClient
            case .deadline, .cancelled: throw .deadline
            case .tooMuchOutput: throw .hostKeyUnknown
            }
        }
        let lines = Self.keys(in: result.output, of: target)
        guard !lines.isEmpty else { throw .unreachable }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The lines that name the host and hold a key of a kind that is known.
    static func keys(in output: [UInt8], of target: SSHTarget) -> [String] {
        let kinds: Set<Substring> = [
            "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
            "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
        ]
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").prefix(32)
        return lines.compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count >= 3, fields[0] == target.knownName, kinds.contains(fields[1]) else { return nil }
            return fields.prefix(3).joined(separator: " ")
        }
    }

    static func contains(_ name: String, in file: [UInt8]) -> Bool {
        String(decoding: file, as: UTF8.self).split(separator: "\n").contains { Self.name(of: $0) == name }
    }

    private static func name(of line: Substring) -> String? { line.split(separator: " ").first.map(String.init) }
}
