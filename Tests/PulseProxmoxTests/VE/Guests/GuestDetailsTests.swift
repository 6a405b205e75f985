import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Details of guests: what is due")
struct GuestDetailsTests {
    private func guest(_ vmid: Int, _ kind: GuestKind = .qemu, uptime: Int = 1000, node: String = "a", status: String = "running")
        -> GuestRow
    {
        var row = GuestRow(key: GuestKey(kind, vmid), node: node)
        row.status = status
        row.uptime = uptime
        return row
    }

    private static let answers: [DetailCall.Kind: [UInt8]] = [
        .machineStatus: answer(#"{"status":"running","agent":1}"#), .containerStatus: answer(#"{"status":"running"}"#),
        .filesystems: agentAnswer(#"[{"mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40}]"#),
        .memory: answer(#"{"content":"MemTotal: 1024 kB\nMemAvailable: 512 kB\n"}"#),
        .interfaces: agentAnswer(#"[{"name":"eth0","ip-addresses":[{"ip-address":"10.0.0.1","prefix":24}]}]"#),
        .system: agentAnswer(#"{"name":"Debian"}"#), .agentVersion: agentAnswer(#"{"version":"7"}"#),
        .containerConfiguration: answer(#"{"ostype":"debian"}"#), .machineConfiguration: answer(#"{"cores":2}"#),
        .containerInterfaces: answer(#"[{"name":"eth0","inet":"10.0.0.2/24"}]"#),
    ]

    /// Makes the calls that are due, each answered as usual, and answers which they were.
    @discardableResult
    private func cycle(_ details: inout GuestDetails, _ guests: [GuestRow], at seconds: Int64) -> [DetailCall] {
        let calls = details.due(at: .after(seconds), guests: guests)
        for call in calls { details.took(call, .success(Self.answers[call.kind] ?? []), at: .after(seconds)) }
        return calls
    }

    private func kinds(_ calls: [DetailCall]) -> Set<DetailCall.Kind> { Set(calls.map(\.kind)) }

    @Test("A machine is asked step by step: status, then its agent, then what only an agent that answers can tell")
    func steps() {
        var details = GuestDetails()
        let guests = [guest(100)]
        #expect(kinds(cycle(&details, guests, at: 0)) == [.machineStatus])
        #expect(kinds(cycle(&details, guests, at: 10)) == [.filesystems])
        #expect(kinds(cycle(&details, guests, at: 20)) == [.memory, .interfaces, .system, .agentVersion])
        #expect(cycle(&details, guests, at: 30).isEmpty)
        #expect(kinds(cycle(&details, guests, at: 60)) == [.machineStatus])
        #expect(kinds(cycle(&details, guests, at: 70)) == [.filesystems])
        #expect(kinds(cycle(&details, guests, at: 80)) == [.memory])
        let known = details[GuestKey(.qemu, 100)]
        #expect(known?.agent(at: .after(80)) == .available)
        #expect(known?.system?.value.name == "Debian")
        #expect(known?.agentVersion?.value == "7")
        #expect(known?.memory?.value.available == 524_288)
    }

    @Test("Metadata is asked for again after five minutes and a little, never the same for all")
    func metadata() {
        var details = GuestDetails()
        let guests = (100..<140).map { guest($0) }
        for second in [0, 10, 20] as [Int64] { cycle(&details, guests, at: second) }
        var seen: [Int64: Int] = [:]
        for second in stride(from: Int64(30), through: 370, by: 5) {
            for call in cycle(&details, guests, at: second) where call.kind == .system { seen[second, default: 0] += 1 }
        }
        #expect(seen.values.reduce(0, +) == 40)
        #expect(seen.keys.allSatisfy { (320...370).contains($0) })
        #expect(seen.count >= 5)
    }

    @Test("A status that tells more than the list is asked for in each cycle; others after a minute")
    func statusPace() {
        var details = GuestDetails()
        let guests = [guest(100), guest(101)]
        for call in details.due(at: start, guests: guests) {
            let text = call.guest.vmid == 100 ? #"{"status":"running","freemem":5}"# : #"{"status":"running"}"#
            details.took(call, .success(answer(text)), at: start)
        }
        #expect(details.due(at: .after(10), guests: guests).map(\.guest.vmid) == [100])
    }

    @Test("A container is asked for status, configuration and interfaces; the configuration again after a restart")
    func container() {
        var details = GuestDetails()
        let all: Set<DetailCall.Kind> = [.containerStatus, .containerConfiguration, .containerInterfaces]
        #expect(kinds(cycle(&details, [guest(101, .lxc)], at: 0)) == all)
        #expect(cycle(&details, [guest(101, .lxc)], at: 10).isEmpty)
        #expect(kinds(cycle(&details, [guest(101, .lxc, uptime: 3)], at: 20)) == all)
        #expect(details[GuestKey(.lxc, 101)]?.configuration?.value.osType == "debian")
    }

    @Test("After a restart metadata waits two minutes since it was last asked for")
    func restart() {
        var details = GuestDetails()
        for second in [0, 10, 20] as [Int64] { cycle(&details, [guest(100)], at: second) }
        let restarted = [guest(100, uptime: 2)]
        #expect(kinds(cycle(&details, restarted, at: 30)) == [.machineStatus])
        #expect(details[GuestKey(.qemu, 100)]?.memory == nil)
        #expect(kinds(cycle(&details, restarted, at: 40)) == [.filesystems])
        #expect(!kinds(cycle(&details, restarted, at: 60)).contains(.system))
        var asked = false
        for second in stride(from: Int64(140), through: 190, by: 10) {
            asked = asked || kinds(cycle(&details, restarted, at: second)).contains(.system)
        }
        #expect(asked)
    }

    @Test(
        "A failure is tried again after half a minute, a refusal much later, and each has its word (check 6)",
        arguments: [
            (.guestAgent(.notRunning), "agent-not-running", 30), (.guestAgent(.timeout), "agent-timeout", 30),
            (.guestAgent(.other), "agent-error", 30),
            (.connection(.timeout), "agent-timeout", 30), (.permission(privilege: "VM.Monitor"), "permission-denied", 900),
            (.api, "agent-error", 30),
        ] as [(ProxmoxFailure.Kind, String, Int64)])
    func failures(kind: ProxmoxFailure.Kind, word: String, pause: Int64) throws {
        var details = GuestDetails()
        let guests = [guest(100)]
        cycle(&details, guests, at: 0)
        let due = details.due(at: .after(1), guests: guests)
        let call = try #require(due.first)
        #expect(call.kind == .filesystems)
        details.took(call, .failure(ProxmoxFailure(kind, status: 500, path: call.path)), at: .after(2))
        #expect(details[call.guest]?.filesystems.value == .failed(word))
        let early = details.due(at: .after(1 + pause), guests: guests).filter { $0.kind == .filesystems }
        #expect(early.isEmpty)
        let late = details.due(at: .after(2 + pause), guests: guests).filter { $0.kind == .filesystems }
        #expect(late.count == 1)
    }

    @Test("An agent that falls silent is expected; one that was never heard is not running; a switched off one is disabled")
    func agentStates() throws {
        var details = GuestDetails()
        let key = GuestKey(.qemu, 100)
        cycle(&details, [guest(100)], at: 0)
        let silent = Result<[UInt8], ProxmoxFailure>.failure(ProxmoxFailure(.guestAgent(.notRunning), status: 500, path: ""))
        let first = details.due(at: .after(1), guests: [guest(100)])
        var call = try #require(first.first)
        details.took(call, silent, at: .after(1))
        #expect(details[key]?.agent(at: .after(1)) == .notRunning)
        cycle(&details, [guest(100)], at: 40)
        #expect(details[key]?.agent(at: .after(40)) == .available)
        let later = details.due(at: .after(120), guests: [guest(100)])
        call = try #require(later.first { $0.kind == .filesystems })
        details.took(call, silent, at: .after(120))
        #expect(details[key]?.agent(at: .after(120)) == .expectedUnreachable)
        #expect(details[key]?.system == nil || details[key]?.system?.value.name == "Debian")
        #expect(details[key]?.agent(at: .after(700)) == .notRunning)
    }

    @Test("An answer that is no JSON is a failure, and what was known stays")
    func malformed() throws {
        var details = GuestDetails()
        let guests = [guest(101, .lxc)]
        cycle(&details, guests, at: 0)
        for call in details.due(at: .after(400), guests: guests) { details.took(call, .success(Array("<html>".utf8)), at: .after(400)) }
        let known = try #require(details[GuestKey(.lxc, 101)])
        #expect(known.configuration?.value.osType == "debian")
        #expect(known.hasStatusFailed)
        #expect(details.due(at: .after(420), guests: guests).isEmpty)
        #expect(details.due(at: .after(430), guests: guests).count == 3)
    }

    @Test("Guests that are gone are forgotten, of stopped ones the configuration is asked for, and odd node names stay out of paths")
    func bounds() {
        var details = GuestDetails()
        let guests = [guest(100), guest(101, status: "stopped"), guest(102, node: "../../access"), guest(103, status: "unknown")]
        let calls = cycle(&details, guests, at: 0)
        #expect(calls.map(\.guest.vmid) == [101, 100])
        #expect(calls.map(\.kind) == [.machineConfiguration, .machineStatus])
        #expect(details.count == 4)
        _ = details.due(at: .after(1), guests: [guest(101, status: "stopped")])
        #expect(details.count == 1)
        #expect(details[GuestKey(.qemu, 100)] == nil)
        details.took(
            DetailCall(kind: .system, guest: GuestKey(.qemu, 100), node: "a", timeout: .seconds(1), retries: 0), .success([]), at: .after(2)
        )
        #expect(details.count == 1)
    }

    @Test("No more calls than allowed, none twice while it is out, and every guest has its turn")
    func fairness() {
        var options = GuestDetailOptions()
        options.mostCalls = 10
        var details = GuestDetails(options: options)
        let guests = (100..<195).map { guest($0) }
        var first = details.due(at: start, guests: guests)
        #expect(first.count == 10)
        let second = details.due(at: .after(1), guests: guests)
        #expect(Set(first).isDisjoint(with: second))
        first += second
        for call in first { details.took(call, .success(answer(#"{"freemem":1}"#)), at: .after(1)) }
        var asked = Set(first.map(\.guest.vmid))
        for second in 2..<12 as Range<Int64> {
            for call in details.due(at: .after(second), guests: guests) {
                asked.insert(call.guest.vmid)
                details.took(call, .success(answer(#"{"freemem":1}"#)), at: .after(second))
            }
        }
        #expect(asked.count == 95)
    }

    @Test("A call whose result never comes is made again in the end")
    func lost() {
        var details = GuestDetails()
        #expect(details.due(at: start, guests: [guest(100)]).count == 1)
        #expect(details.due(at: .after(30), guests: [guest(100)]).isEmpty)
        #expect(details.due(at: .after(60), guests: [guest(100)]).count == 1)
    }

    @Test("Paths and queries")
    func paths() {
        func path(_ kind: DetailCall.Kind, _ guest: GuestKind) -> String {
            DetailCall(kind: kind, guest: GuestKey(guest, 7), node: "n", timeout: .seconds(1), retries: 0).path
        }
        #expect(path(.machineStatus, .qemu) == "/nodes/n/qemu/7/status/current")
        #expect(path(.filesystems, .qemu) == "/nodes/n/qemu/7/agent/get-fsinfo")
        #expect(path(.memory, .qemu) == "/nodes/n/qemu/7/agent/file-read")
        #expect(path(.interfaces, .qemu) == "/nodes/n/qemu/7/agent/network-get-interfaces")
        #expect(path(.containerConfiguration, .lxc) == "/nodes/n/lxc/7/config")
        #expect(path(.machineConfiguration, .qemu) == "/nodes/n/qemu/7/config")
        #expect(path(.containerInterfaces, .lxc) == "/nodes/n/lxc/7/interfaces")
    }

    @Test("The environment changes the defaults; what cannot be read does not")
    func environment() {
        let options = GuestDetailOptions(environment: [
            "GUEST_AGENT_FSINFO_TIMEOUT": "20s", "GUEST_AGENT_NETWORK_TIMEOUT": "soon", "GUEST_AGENT_RETRIES": "3",
            "GUEST_AGENT_VM_MAX_CONCURRENT": "1000", "GUEST_METADATA_MIN_REFRESH_INTERVAL": "5m", "GUEST_AGENT_VM_BUDGET": "0",
        ])
        #expect(options.filesystemTimeout == .seconds(20))
        #expect(options.networkTimeout == .seconds(10))
        #expect(options.retries == 3)
        #expect(options.mostConcurrent == 64)
        #expect(options.metadataMinimum == .seconds(300))
        #expect(options.guestBudget == nil)
        #expect(GuestDetailOptions(environment: [:]) == GuestDetailOptions())
    }
}
