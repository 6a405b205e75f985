import Foundation
import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

extension SSHTests {
    @Suite("Temperatures over SSH")
    struct SSHTemperatureReaderTests {
        private let fixture: SSHFixture
        private let target: SSHTarget

        init() throws {
            fixture = try SSHFixture()
            target = try #require(SSHTarget(host: "node1.lan", port: 2222))
        }

        private func failure(_ script: String, budget: Duration = .seconds(10)) async throws -> TemperatureFailure? {
            let reader = try fixture.reader(script, budget: budget)
            do {
                _ = try await reader.read(target, at: second(0))
                return nil
            } catch { return error }
        }

        /// Waits until the process whose number the program wrote is gone or, where nobody reaps it, a zombie.
        private func expectDeath() async throws {
            let pid = try #require(Int32(fixture.text("ssh.pid").trimmingCharacters(in: .whitespacesAndNewlines)))
            for _ in 0..<1000 {
                let state = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8))?.split(separator: ")").last?.prefix(2)
                if state == nil || state == " Z" { return }
                try await Task.sleep(for: .milliseconds(5))
            }
            Issue.record("process \(pid) is still alive")
        }

        @Test("A reading; the program gets its arguments one by one and nothing of our environment")
        func reading() async throws {
            setenv("PULSE_TEST_SECRET", "hidden", 1)
            let reader = try fixture.reader(
                #"for word in "$@"; do printf '%s\n' "$word" >> "$0.words"; done; env > "$0.env"; cat > /dev/null; echo '{"coretemp-isa-0000":{"Core 0":{"temp2_input":44}}}'"#
            )
            let facet = try await reader.read(target, at: second(3))
            #expect(facet.cpuMax == 44 && facet.updatedAt == second(3))
            let words = fixture.text("ssh.words").split(separator: "\n").map(String.init)
            for word in [
                "BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=5", "IdentitiesOnly=yes", "2222", "root", "node1.lan",
            ] {
                #expect(words.contains(word), "\(word)")
            }
            #expect(words.contains { $0.hasPrefix("UserKnownHostsFile=\"/") && $0.contains("%%h") && $0.hasSuffix("known_hosts\"") })
            #expect(Array(words.suffix(3).prefix(2)) == ["--", "node1.lan"], "the command is one word behind the host")
            #expect(!fixture.text("ssh.env").contains("hidden"))
        }

        @Test("Host keys are learnt once, only those of the host, into a file of our own")
        func keyscan() async throws {
            let reader = try fixture.reader("echo 45000")
            for _ in 0..<3 { _ = try await reader.read(target, at: second(0)) }
            #expect(fixture.text("keyscan.calls") == "-T 5 -p 2222 node1.lan\n")
        }

        @Test(
            "Complaints of ssh",
            arguments: [
                ("echo 'root@node1: Permission denied (publickey).' >&2; exit 255", .refused),
                ("echo 'ssh: connect to host node1 port 22: Connection refused' >&2; exit 255", .unreachable),
                ("echo 'ssh: connect to host node1 port 22: Connection timed out' >&2; exit 255", .unreachable),
                ("echo '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @' >&2; exit 255", .hostKeyChanged),
                ("echo 'Host key verification failed.' >&2; exit 255", .hostKeyUnknown),
                ("exit 255", .failed(status: 255)), ("exit 3", .failed(status: 3)), ("exit 127", .noSensors), ("exit 0", .noSensors),
                ("echo '{}'", .noSensors), ("echo hello", .badAnswer), ("kill -9 $$", .failed(status: -9)),
                ("head -c 2000000 /dev/zero; sleep 60", .tooMuchOutput),
            ] as [(String, TemperatureFailure)])
        func complaints(script: String, expected: TemperatureFailure) async throws {
            #expect(try await failure(script) == expected)
        }

        @Test("Output up to the limit is taken whole")
        func longOutput() async throws {
            #expect(try await failure("head -c 1000000 /dev/zero | tr '\\0' ' '; echo 45000") == nil)
        }

        @Test("A program that hangs is killed with its descendants when the time is over")
        func hanging() async throws {
            // On a busy machine the first budgets may be over before the program has started.
            for budget in [Duration.milliseconds(300), .seconds(2), .seconds(20)] where fixture.text("ssh.pid").isEmpty {
                #expect(try await failure(#"sleep 600 & echo $! > "$0.pid"; wait"#, budget: budget) == .deadline)
            }
            try await expectDeath()
        }

        @Test("A program that ends while a descendant holds its output is not waited for beyond the budget")
        func orphan() async throws {
            #expect(try await failure("sleep 600 & echo 45000", budget: .milliseconds(400)) == .deadline)
        }

        @Test("Cancelling kills it")
        func cancelling() async throws {
            let reader = try fixture.reader(#"sleep 600 & echo $! > "$0.pid"; wait"#, budget: .seconds(100))
            let target = target
            let task = Task { try await reader.read(target, at: second(0)) }
            while fixture.text("ssh.pid").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            await #expect(throws: TemperatureFailure.deadline) { try await task.value }
            try await expectDeath()
        }

        @Test("Without a key or a program there is a reason")
        func missing() async throws {
            var reader = try fixture.reader("echo 45000")
            reader.client = fixture.path("absent")
            await #expect(throws: TemperatureFailure.noClient) { try await reader.read(target, at: second(0)) }
            reader.keyPath = fixture.path("absent")
            #expect(reader.keyStamp() == nil)
            await #expect(throws: TemperatureFailure.noKey) { try await reader.read(target, at: second(0)) }
        }

        @Test("A replaced key file has another stamp")
        func stamps() throws {
            let reader = try fixture.reader("echo 45000")
            let before = reader.keyStamp()
            try fixture.write("key", "another one")
            #expect(before != nil && reader.keyStamp() != before)
        }

        @Test(
            "Names that could be options or more are no targets",
            arguments: [
                ("-oProxyCommand=x", "root", 22), ("", "root", 22), ("a b", "root", 22), ("a;b", "root", 22), ("a\nb", "root", 22),
                ("node", "-x", 22),
                ("node", "ro ot", 22), ("node", "", 22), ("node", "root", 0), ("node", "root", 70_000), ("$(x)", "root", 22),
                ("a/b", "root", 22),
            ])
        func targets(host: String, user: String, port: Int) { #expect(SSHTarget(host: host, user: user, port: port) == nil) }

        @Test("Addresses of every kind are", arguments: ["node1", "10.0.0.1", "fe80::1%eth0", "[2001:db8::1]", "::1", "a-b.c_d"])
        func addresses(host: String) { #expect(SSHTarget(host: host) != nil) }
    }
}
