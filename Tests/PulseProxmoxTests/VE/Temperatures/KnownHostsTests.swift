import Foundation
import PulseCore
import Testing

@testable import PulseProxmox

extension SSHTests {
    @Suite("Known hosts")
    struct KnownHostsTests {
        private let fixture: SSHFixture

        init() throws { fixture = try SSHFixture() }

        private func hosts() -> KnownHosts { KnownHosts(path: fixture.path("known_hosts"), scanner: fixture.path("keyscan")) }

        @Test("Lines of the host with a key of a known kind are kept, nothing else")
        func filter() async throws {
            let target = try #require(SSHTarget(host: "10.0.0.1"))
            try await hosts().learn(target)
            #expect(fixture.text("known_hosts") == "10.0.0.1 ssh-ed25519 AAAAC3Nza\n")
            let mode = try FileManager.default.attributesOfItem(atPath: fixture.path("known_hosts"))[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
        }

        @Test("Ports other than 22 have names of their own")
        func ports() throws {
            let output = Array("[10.0.0.1]:2222 ssh-ed25519 AAAA more\n10.0.0.1 ssh-ed25519 BBBB\n".utf8)
            #expect(
                KnownHosts.keys(in: output, of: try #require(SSHTarget(host: "10.0.0.1", port: 2222))) == [
                    "[10.0.0.1]:2222 ssh-ed25519 AAAA"
                ])
            #expect(KnownHosts.keys(in: output, of: try #require(SSHTarget(host: "10.0.0.1"))) == ["10.0.0.1 ssh-ed25519 BBBB"])
        }

        @Test("Hosts are learnt beside each other, forgotten one by one")
        func several() async throws {
            let hosts = hosts()
            let targets = try ["a", "b", "c"].map { try #require(SSHTarget(host: $0)) }
            await withTaskGroup(of: Void.self) { group in
                for target in targets + targets { group.addTask { try? await hosts.learn(target) } }
            }
            let names = fixture.text("known_hosts").split(separator: "\n").map { $0.prefix(1) }
            #expect(names.sorted() == ["a", "b", "c"], "each once")
            await hosts.forget(targets[1])
            #expect(fixture.text("known_hosts").split(separator: "\n").map { $0.prefix(1) }.sorted() == ["a", "c"])
            try await hosts.learn(targets[1])
            #expect(fixture.text("known_hosts").contains("b ssh-ed25519"))
        }

        @Test("A host without keys, a scanner that is absent, a link instead of the file")
        func failures() async throws {
            let target = try #require(SSHTarget(host: "a"))
            try fixture.program("keyscan", "exit 1")
            await #expect(throws: TemperatureFailure.unreachable) { try await hosts().learn(target) }
            await #expect(throws: TemperatureFailure.noClient) {
                try await KnownHosts(path: fixture.path("known_hosts"), scanner: fixture.path("absent")).learn(target)
            }
            try fixture.program("keyscan", "echo 'a ssh-ed25519 AAAA'")
            try fixture.write("elsewhere", "kept")
            try FileManager.default.createSymbolicLink(atPath: fixture.path("known_hosts"), withDestinationPath: fixture.path("elsewhere"))
            await #expect(throws: TemperatureFailure.hostKeyUnknown) { try await hosts().learn(target) }
            #expect(fixture.text("elsewhere") == "kept")
        }
    }
}
