import Foundation
import PulseCore
import Testing

@testable import PulseLab

/// The laboratory's answers have the members that real servers were recorded to send.
@Suite(.enabled(if: Recordings.arePresent, "The recordings are not in ../shared/fixtures/proxmox-ve"))
struct RecordingTests {
    private static let survey = LabSurvey(
        EstatePlan(nodes: 3, guests: 30, version: LabVersion(8, 4), epoch: Timestamp(seconds: 1_763_950_000)))

    private static func recorded(_ name: String) throws -> JSONNode {
        try #require(try JSONNode(Array(Data(contentsOf: Recordings.folder.appendingPathComponent(name + ".json"))))["data"])
    }
    private static func answered(_ path: String) throws -> JSONNode {
        let answer = try #require(survey.ask(path))
        return try #require(try JSONNode(answer.result.get())["data"])
    }
    private static func members(_ node: JSONNode) -> Set<String> {
        if case .object(let members) = node { Set(members.keys) } else { [] }
    }

    @Test(arguments: ["node", "qemu", "storage"])
    func rowsOfResourcesHaveTheRecordedMembers(type: String) throws {
        func rows(_ tree: JSONNode) -> [JSONNode] { tree.list.filter { $0["type"] == .text(type) } }
        let real = rows(try Self.recorded("GET_cluster_resources~2")).map(Self.members).reduce(into: Set<String>()) { $0.formUnion($1) }
        let made = rows(try Self.answered("/cluster/resources")).map(Self.members).reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(!real.isEmpty && real.subtracting(made) == [])
    }

    @Test(arguments: [("GET_nodes", "/nodes"), ("GET_cluster_status", "/cluster/status")])
    func listsHaveTheRecordedMembers(name: String, path: String) throws {
        let real = try Self.recorded(name).list.map(Self.members).reduce(into: Set<String>()) { $0.formUnion($1) }
        let made = try Self.answered(path).list.map(Self.members).reduce(into: Set<String>()) { $0.formUnion($1) }
        #expect(!real.isEmpty && real.subtracting(made) == [])
    }

    /// Fields of single machine types that Pulse has no use for.
    private static let leftOut: Set<String> = ["shares", "spice", "proxmox-support", "balloon_min"]

    @Test func aRunningMachineHasTheRecordedMembers() throws {
        let real = Self.members(try Self.recorded("GET_nodes_node1_qemu_101_status_current"))
        let guest = try #require(Self.survey.estate.guests.first { $0.isOn && $0.agent == .answering && !$0.system.isWindows })
        let node = Self.survey.estate.nodes[guest.home].name
        let made = Self.members(try Self.answered("/nodes/\(node)/qemu/\(guest.vmid)/status/current"))
        #expect(!real.isEmpty && real.subtracting(made).subtracting(Self.leftOut) == [])
    }

    @Test func cephHasTheRecordedMembersThatMatter() throws {
        let real = try Self.recorded("GET_cluster_ceph_status")
        let made = try Self.answered("/cluster/ceph/status")
        for part in ["osdmap", "pgmap", "health"] {
            #expect(Self.members(try #require(real[part])).subtracting(Self.members(try #require(made[part]))) == [], "\(part)")
        }
        #expect(Self.members(real).subtracting(Self.members(made)) == ["fsmap"])
    }

    @Test func olderVersionsCountCachesAsFree() throws {
        func memory(_ version: LabVersion) throws -> JSONNode {
            let epoch = Timestamp(seconds: 1_763_950_000)
            let survey = LabSurvey(EstatePlan(nodes: 1, guests: 4, version: version, epoch: epoch))
            let bytes = try #require(survey.ask("/nodes/atlas/status")).result.get()
            return try #require(try JSONNode(bytes)["data"]?["memory"])
        }
        let (eight, nine) = (try memory(LabVersion(8, 4)), try memory(LabVersion(9, 0)))
        #expect(eight["available"] == nil && nine["available"] != nil)
        #expect(eight["total"]?.number == (eight["free"]?.number ?? 0) + (eight["used"]?.number ?? 0))
        #expect(nine["free"]?.number ?? 0 < nine["available"]?.number ?? 0)
    }
}

private enum Recordings {
    static let folder = OfficialSchema.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures/proxmox-ve/pve8x")
    static var arePresent: Bool { FileManager.default.fileExists(atPath: folder.path) }
}
