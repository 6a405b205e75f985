import PulseCore
import Testing

@testable import PulseLab

struct ControlTests {
    private static func control() throws -> (ControlAPI, Laboratory) {
        let epoch = Timestamp(seconds: 1_763_950_000)
        let clock = ManualWallClock(epoch)
        let laboratory = try Laboratory(clusters: Laboratory.demonstration(clusters: 2, nodes: 4, guests: 8, clock: clock))
        return (ControlAPI(laboratory: laboratory), laboratory)
    }

    @Test func faultsAreSetShownAndTakenAway() async throws {
        let (api, laboratory) = try Self.control()
        let body = #"{"effect":"latency","milliseconds":250,"cluster":"kontor","member":"atlas","path":"/nodes/**","times":3}"#
        #expect(await api.answer("POST", "/lab/faults", [:], Array(body.utf8)).status == 200)
        #expect(
            laboratory.clusters[0].faults.map(\.fault) == [
                LabFault(.latency(.milliseconds(250)), member: "atlas", path: "/nodes/**", times: 3)
            ])
        #expect(laboratory.clusters[1].faults.isEmpty)
        let shown = try JSONNode(await api.answer("GET", "/lab/faults", [:], []).body)
        #expect(shown.list.map { $0["cluster"] } == [.text("kontor")])
        _ = await api.answer("DELETE", "/lab/faults", ["id": "1"], [])
        #expect(laboratory.clusters[0].faults.isEmpty)
    }

    @Test(arguments: [
        (#"{"event":"nodePower","node":"atlas","on":false}"#, LabEvent.Change.nodePower(node: "atlas", isOn: false)),
        (#"{"event":"guestReboot","vmid":101}"#, .guestReboot(vmid: 101)),
        (#"{"event":"migration","vmid":101,"node":"borealis"}"#, .migration(vmid: 101, node: "borealis")),
        (#"{"event":"storageFill","storage":"local","share":0.97}"#, .storageFill(storage: "local", node: nil, share: 0.97)),
        (#"{"event":"guestLock","vmid":100,"lock":"backup"}"#, .guestLock(vmid: 100, lock: "backup")),
        (#"{"event":"quorum","on":false}"#, .quorum(isHeld: false)),
        (#"{"event":"guestLoad","vmid":101,"cpu":0.97}"#, .guestLoad(vmid: 101, cpu: 0.97, memory: nil)),
        (#"{"event":"nodeLoad","node":"atlas","memory":0.9}"#, .nodeLoad(node: "atlas", cpu: nil, memory: 0.9)),
        (
            #"{"event":"diskHealth","node":"atlas","part":"/dev/sda","health":"FAILED"}"#,
            .diskHealth(node: "atlas", path: "/dev/sda", isFailing: true)
        ),
        (
            #"{"event":"poolHealth","node":"atlas","part":"tank","health":"DEGRADED"}"#,
            .poolHealth(node: "atlas", pool: "tank", state: "DEGRADED")
        ),
        (#"{"event":"cephHealth","health":"HEALTH_ERR"}"#, .cephHealth(status: "HEALTH_ERR")),
    ])
    func eventsHappen(body: String, change: LabEvent.Change) async throws {
        let (api, laboratory) = try Self.control()
        #expect(await api.answer("POST", "/lab/events", [:], Array(body.utf8)).status == 200)
        #expect(laboratory.clusters.map { $0.estate.events.map(\.change) } == [[change], [change]])
    }

    @Test(arguments: [
        ("POST", "/lab/faults", "{}", 400), ("POST", "/lab/faults", #"{"effect":"miracle"}"#, 400),
        ("POST", "/lab/faults", #"{"effect":"reset","cluster":"none"}"#, 404), ("POST", "/lab/events", #"{"event":"nodePower"}"#, 400),
        ("POST", "/lab/events", #"{"event":"certificate","node":"nowhere"}"#, 404), ("GET", "/", "", 404), ("PUT", "/lab/faults", "", 404),
    ])
    func nonsenseIsRefused(method: String, path: String, body: String, status: Int) async throws {
        let (api, laboratory) = try Self.control()
        #expect(await api.answer(method, path, [:], Array(body.utf8)).status == status)
        #expect(laboratory.clusters.allSatisfy { $0.faults.isEmpty && $0.estate.events.isEmpty })
    }

    @Test func certificatesChange() async throws {
        let (api, laboratory) = try Self.control()
        let answer = await api.answer("POST", "/lab/events", [:], Array(#"{"event":"certificate","node":"ahorn"}"#.utf8))
        #expect(answer.status == 200)
        let fingerprint = try #require(try JSONNode(answer.body)["fingerprint"]?.text)
        #expect(laboratory.clusters[1].state.withLock { $0.certificates[0].fingerprint } == fingerprint)
    }
}
