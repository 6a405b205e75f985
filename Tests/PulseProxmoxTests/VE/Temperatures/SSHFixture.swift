import Foundation
import PulseCore
import Testing

@testable import PulseProxmox

/// What runs programs that it has just written. One after another: a program cannot be started while another start, which has a copy
/// of every open file for a moment, still holds it open for writing.
@Suite("SSH", .serialized)
enum SSHTests {}

/// A folder with programs that stand for `ssh` and `ssh-keyscan`.
final class SSHFixture: Sendable {
    let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/pulse ssh %h " + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write("key", "not a key")
        // As the real one: other ports than 22 are part of the name.
        let script = ##"""
            echo "$@" >> "$0.calls"
            name=$5; [ "$4" = 22 ] || name="[$5]:$4"
            echo "# comment"; echo "$name ssh-ed25519 AAAAC3Nza"; echo "other ssh-rsa AAAA"; echo "$name evil x"
            """##
        try program("keyscan", script)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { "\(folder)/\(name)" }
    func write(_ name: String, _ text: String) throws { try text.write(toFile: path(name), atomically: false, encoding: .utf8) }
    func text(_ name: String) -> String { (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? "" }

    func program(_ name: String, _ script: String) throws {
        try write(name, "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path(name))
    }

    func reader(_ script: String, budget: Duration = .seconds(10)) throws -> SSHTemperatureReader {
        try program("ssh", script)
        let hosts = KnownHosts(path: path("known_hosts"), scanner: path("keyscan"))
        var reader = SSHTemperatureReader(keyPath: path("key"), knownHosts: hosts, client: path("ssh"))
        reader.budget = budget
        return reader
    }
}
