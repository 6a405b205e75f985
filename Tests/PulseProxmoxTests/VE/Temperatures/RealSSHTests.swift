import Foundation
import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

extension SSHTests {
    /// The system's own `ssh` against its own `sshd`.
    @Suite("A real SSH server", .enabled(if: SSHServer.isInstalled, "there is no sshd on this machine"))
    struct RealSSHTests {
        @Test("Keys are learnt once, a changed key is refused until it is accepted, and so on")
        func life() async throws {
            let fixture = try SSHFixture()
            try fixture.write("output", #"{"coretemp-isa-0000":{"Package id 0":{"temp1_input":51.5}}}"#)
            try await SSHServer.makeKey(fixture.path("user_key"))
            try await SSHServer.makeKey(fixture.path("host_key"))
            let hosts = KnownHosts(path: fixture.path("known_hosts"))
            let reader = SSHTemperatureReader(keyPath: fixture.path("user_key"), knownHosts: hosts)

            let port = Int.random(in: 20_000..<30_000)
            let target = try #require(SSHTarget(host: "127.0.0.1", user: NSUserName(), port: port))
            let learnt = try await SSHServer.run(fixture, port: port) { () async throws -> String in
                #expect(try await reader.read(target, at: second(1)).cpuPackage == 51.5)
                let learnt = fixture.text("known_hosts")
                #expect(learnt.hasPrefix("[127.0.0.1]:\(port) ssh-ed25519 "))
                try fixture.write("authorized", "")
                await #expect(throws: TemperatureFailure.refused) { try await reader.read(target, at: second(2)) }
                try fixture.write("authorized", fixture.text("user_key.pub"))
                #expect(try await reader.read(target, at: second(3)).updatedAt == second(3))
                #expect(fixture.text("known_hosts") == learnt)
                return learnt
            }
            await #expect(throws: TemperatureFailure.unreachable) { try await reader.read(target, at: second(4)) }

            try await SSHServer.makeKey(fixture.path("host_key"))
            try await SSHServer.run(fixture, port: port) { () async throws in
                await #expect(throws: TemperatureFailure.hostKeyChanged) { try await reader.read(target, at: second(5)) }
                #expect(fixture.text("known_hosts") == learnt, "it is not learnt again")
                await hosts.forget(target)
                #expect(try await reader.read(target, at: second(6)).cpuPackage == 51.5)
            }
        }
    }
}

/// An `sshd` on loopback that prints the fixture's `output`, whatever it is asked to run.
enum SSHServer {
    static let program = ProcessInfo.processInfo.environment["PULSE_TEST_SSHD"] ?? "/usr/sbin/sshd"
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program) && SSHTests.hasClient

    /// Starts it, waits until it listens, calls `body` and stops it whatever happens.
    static func run<Result>(_ fixture: SSHFixture, port: Int, _ body: () async throws -> Result) async throws -> Result {
        try fixture.write("authorized", fixture.text("user_key.pub"))
        try fixture.program("answer", #"cat "$(dirname "$0")/output""#)
        let authorized = fixture.path("authorized").replacing("%", with: "%%")
        let settings = [
            "ListenAddress 127.0.0.1", "Port \(port)", "HostKey \"\(fixture.path("host_key"))\"", "PidFile none", "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no", "PermitRootLogin yes", "AuthorizedKeysFile \"\(authorized)\"",
            "ForceCommand \"\(fixture.path("answer"))\"",
        ]
        try fixture.write("sshd_config", settings.joined(separator: "\n") + "\n")
        let server = ChildProcess(
            executable: program, arguments: ["-D", "-e", "-f", fixture.path("sshd_config")], environment: [:], budget: .seconds(60),
            mostOutput: 1 << 20)
        let running = Task { try? await server.run() }
        do {
            for _ in 0..<1000 where !listens(on: port) { try await Task.sleep(for: .milliseconds(10)) }
            let result = try await body()
            running.cancel()
            _ = await running.value
            return result
        } catch {
            running.cancel()
            _ = await running.value
            throw error
        }
    }

    static func makeKey(_ path: String) async throws {
        for name in [path, path + ".pub"] { try? FileManager.default.removeItem(atPath: name) }
        let maker = ChildProcess(
            executable: "/usr/bin/ssh-keygen", arguments: ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", path], environment: [:],
            budget: .seconds(20), mostOutput: 4096)
        #expect(try await maker.run().status == 0)
    }

    private static func listens(on port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}

extension SSHTests {
    static var hasClient: Bool {
        ["/usr/bin/ssh", "/usr/bin/ssh-keyscan", "/usr/bin/ssh-keygen"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
