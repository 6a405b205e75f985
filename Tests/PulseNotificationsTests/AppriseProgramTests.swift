import Foundation
import PulseCore
import Testing

@testable import PulseNotifications

/// The program, played by scripts that write down how they were called.
@Suite("The apprise program", .serialized)
struct AppriseProgramTests {
    /// Runs a shell script in apprise's place, with the channel's own arguments.
    private static func deliver(_ script: String, _ message: Message = Samples.message(), timeout: Int = 20) async throws -> (
        DeliveryOutcome, String
    ) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("apprise-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appendingPathComponent("apprise").path
        try "#!/bin/sh\ncd \"$(dirname \"$0\")\"\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        var settings = AppriseSettings()
        settings.targets = ["json://one/?key=t0p-secret", "json://two; touch evil"]
        settings.timeoutSeconds = timeout
        let channel = AppriseChannel(
            transport: { _, _, _ throws(DeliveryFailure) in throw DeliveryFailure(.unknown, "No network here") },
            program: AppriseProgram(path: program))
        var outcome = await channel.deliver(message, to: settings)
        // "Text file busy": another test's process began to be while the script was being written.
        while case .failed(let failure) = outcome, failure.detail == "Error \(ETXTBSY)" {
            outcome = await channel.deliver(message, to: settings)
        }
        let noted = (try? String(contentsOfFile: folder.appendingPathComponent("noted").path, encoding: .utf8)) ?? ""
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("evil").path))
        return (outcome, noted)
    }

    @Test func argumentsAreAList() async throws {
        let nasty = Samples.alert("$(touch evil) `touch evil`", message: "'; touch evil; \"")
        let (outcome, noted) = try await Self.deliver(
            "for a in \"$@\"; do printf '[%s]' \"$a\" >>noted; done; echo done", Samples.message([nasty]))
        guard case .delivered(let receipt) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(receipt.response == "done")
        #expect(noted.hasPrefix("[-t][Pulse alert: $(touch evil) `touch evil`][-b][Warning: CPU on $(touch evil)"))
        #expect(noted.hasSuffix("][-n][warning][json://one/?key=t0p-secret][json://two; touch evil]"))
    }

    @Test(arguments: [
        ("exit 1", DeliveryFailure.Class.rejected, false), ("echo 'ERROR - Unparseable URL'; exit 1", .configuration, true),
        ("exit 3", .configuration, true), ("kill -9 $$", .unknown, false),
    ])
    func endings(script: String, kind: DeliveryFailure.Class, isPermanent: Bool) async throws {
        guard case .failed(let failure) = try await Self.deliver(script).0 else { return #expect(Bool(false)) }
        #expect(failure.kind == kind && failure.isPermanent == isPermanent)
    }

    @Test func theOutputIsBoundedAndHoldsNoSecrets() async throws {
        let (outcome, _) = try await Self.deliver("echo \"failed: $7\"; yes | head -c 1000000; exit 1")
        guard case .failed(let failure) = outcome else { return #expect(Bool(false)) }
        #expect(failure.response.utf8.count <= 4096 && failure.detail.utf8.count <= 500)
        #expect(failure.detail.contains("failed: ***"))
        #expect(!"\(failure)".contains("t0p-secret"))
    }

    @Test func itGetsNoneOfPulsesSettings() async throws {
        setenv("PULSE_TEST_SECRET", "hidden", 1)
        let (_, noted) = try await Self.deliver("env >noted")
        #expect(noted.contains("PATH=") && !noted.contains("PULSE_TEST_SECRET"))
    }

    @Test(.timeLimit(.minutes(1))) func whatRunsTooLongIsKilledWithAllItStarted() async throws {
        // Both write their numbers down; the child would go on for a minute.
        let run = try ProgramRun("/bin/sh", ["-c", "sleep 60 & echo $!; wait"], outputLimit: 1000)
        #expect(await run.ending(within: .milliseconds(500)) == .timedOut)
        let child = try #require(Int32(String(decoding: run.output, as: UTF8.self).trimmed))
        // A killed child without a parent may stay as a zombie where nobody reaps; it runs no more.
        func isRunning() -> Bool {
            let state = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8))?.split(separator: ")").last?.trimmed
            return state.map { !$0.hasPrefix("Z") && !$0.hasPrefix("X") } ?? false
        }
        while isRunning() { await Task.yield() }
    }

    @Test func cancellingKills() async throws {
        let run = try ProgramRun("/bin/sh", ["-c", "echo up; sleep 60"], outputLimit: 1000)
        let waiting = Task { await run.ending(within: .seconds(50)) }
        while run.output.isEmpty { await Task.yield() }
        waiting.cancel()
        #expect(await waiting.value == .cancelled)
    }

    @Test func aGrandchildThatKeepsThePipeHoldsNobodyUp() async throws {
        let run = try ProgramRun("/bin/sh", ["-c", "setsid sleep 20 & echo up"], outputLimit: 1000)
        #expect(await run.ending(within: .seconds(15)) == .exited(0))
    }

    @Test func withoutTheProgram() async throws {
        #expect(throws: ProgramFailure.notFound) { try ProgramRun("no-such-program-here", [], outputLimit: 10) }
        var settings = AppriseSettings()
        settings.targets = ["json://a"]
        let channel = AppriseChannel(
            transport: { _, _, _ throws(DeliveryFailure) in throw DeliveryFailure(.unknown, "") },
            program: AppriseProgram(path: "no-such-program-here"))
        guard case .failed(let failure) = await channel.deliver(Samples.message(), to: settings) else { return #expect(Bool(false)) }
        #expect(failure.kind == .configuration && failure.isPermanent && failure.summary.contains("not installed"))
    }
}

extension Substring {
    fileprivate var trimmed: String { String(self).trimmed }
}
