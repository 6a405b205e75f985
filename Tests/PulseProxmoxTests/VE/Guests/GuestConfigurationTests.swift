import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Whether guests are started with their nodes")
struct GuestConfigurationTests {
    private func guest(_ vmid: Int, _ kind: GuestKind = .qemu, status: String = "stopped", name: String? = nil) -> GuestRow {
        var row = GuestRow(key: GuestKey(kind, vmid), node: "a")
        row.status = status
        row.name = name
        return row
    }

    private func facet(_ details: GuestDetails, _ row: GuestRow) -> ProxmoxFacet {
        GuestFacts.facet(row, details[row.key] ?? GuestDetail(), InstanceScope(instance: "i"), at: .after(0))
    }

    /// Calls for configurations that are due, each answered so.
    @discardableResult
    private func cycle(_ details: inout GuestDetails, _ guests: [GuestRow], at second: Int64, _ text: String) -> [Int] {
        let calls = details.due(at: .after(second), guests: guests).filter(\.kind.isConfiguration)
        for call in calls { details.took(call, .success(answer(text)), at: .after(second)) }
        return calls.map(\.guest.vmid)
    }

    @Test(
        "Proxmox leaves out what is off; what is no configuration tells nothing",
        arguments: [
            (#"{"onboot":1}"#, true), (#"{"onboot":"1"}"#, true), (#"{"onboot":0}"#, false), (#"{"cores":2}"#, false), ("{}", false),
            (#"{"onboot":null}"#, nil), ("[]", nil), ("null", nil),
        ] as [(String, Bool?)])
    func answers(text: String, expected: Bool?) throws {
        #expect(try MachineConfiguration(answer(text)).startsOnBoot == expected)
        #expect(try ContainerConfiguration(answer(text)).startsOnBoot == expected)
    }

    @Test("A guest that stands still is asked at once, and until then nothing is said of it", arguments: GuestKind.allCases)
    func stopped(kind: GuestKind) {
        var details = GuestDetails()
        let row = guest(100, kind)
        #expect(facet(details, row).isConfigurationAwaited == true)
        #expect(cycle(&details, [row], at: 0, "{}") == [100])
        #expect(facet(details, row).startsOnBoot == false)
        #expect(facet(details, row).isConfigurationAwaited == nil)
    }

    @Test("What somebody may be about to change is asked for again sooner than what nothing hangs on")
    func refreshed() {
        for (text, early, late) in [(#"{"onboot":1}"#, 119, 165), ("{}", 599, 645)] as [(String, Int64, Int64)] {
            var details = GuestDetails()
            cycle(&details, [guest(100)], at: 0, text)
            #expect(cycle(&details, [guest(100)], at: early, text).isEmpty)
            #expect(cycle(&details, [guest(100)], at: late, text) == [100])
        }
    }

    @Test("A list that tells of another configuration, or a guest that has just stopped, makes it due")
    func changed() {
        var details = GuestDetails()
        cycle(&details, [guest(100, name: "a")], at: 0, "{}")
        #expect(cycle(&details, [guest(100, name: "b")], at: 1, #"{"onboot":1}"#) == [100])
        #expect(cycle(&details, [guest(100, name: "b")], at: 2, "{}").isEmpty)
        #expect(cycle(&details, [guest(100, status: "running", name: "b")], at: 3, "{}").isEmpty)
        #expect(cycle(&details, [guest(100, status: "running", name: "c")], at: 4, "{}").isEmpty)
        #expect(cycle(&details, [guest(100, name: "c")], at: 5, "{}") == [100])
    }

    @Test("Machines that run are asked once in an hour, never all at once")
    func running() {
        var details = GuestDetails()
        let guests = (100..<300).map { guest($0, status: "running") }
        var asked: [Int: Int] = [:]
        var most = 0
        for second in stride(from: Int64(0), through: 3600, by: 10) {
            let now = cycle(&details, guests, at: second, "{}")
            most = max(most, now.count)
            for vmid in now { asked[vmid, default: 0] += 1 }
        }
        #expect(asked.count == 200)
        #expect(asked.values.reduce(0, +) <= 202)
        #expect(most < 10)
    }

    @Test("What cannot be read is not waited for: a refusal once, a failure twice")
    func unreadable() throws {
        for (kind, failures) in [(.permission(privilege: "VM.Audit"), 1), (.connection(.timeout), 2)] as [(ProxmoxFailure.Kind, Int)] {
            var details = GuestDetails()
            let row = guest(100)
            for number in 0..<failures {
                #expect(facet(details, row).isConfigurationAwaited == true)
                let due = details.due(at: .after(Int64(number) * 40), guests: [row])
                let call = try #require(due.first)
                details.took(call, .failure(ProxmoxFailure(kind, path: call.path)), at: .after(Int64(number) * 40))
            }
            #expect(facet(details, row).isConfigurationAwaited == nil)
            #expect(facet(details, row).startsOnBoot == nil)
        }
    }
}
