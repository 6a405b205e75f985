import Foundation
import PulseCore
import Testing

@testable import PulseProxmox

/// Answers of real versions, in `../shared`; absent on other machines.
private enum Recordings {
    static let root = "../shared/fixtures/proxmox-ve"
    static var isPresent: Bool { FileManager.default.fileExists(atPath: root) }

    static func files(_ version: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(version)").sorted().filter { $0.hasPrefix("GET_") }
    }

    static func bytes(_ version: String, _ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(version)/\(file)")))
    }
}

@Suite("Recorded answers of Proxmox VE", .enabled(if: Recordings.isPresent, "the shared recordings are not on this machine"))
struct RecordedAnswersTests {
    private static let versions = ["pve8x", "pve9x"]

    /// The reader for a file, and how many rows its answer must give at least.
    private func read(_ file: String, _ bytes: [UInt8]) throws -> (rows: Int, skipped: Int)? {
        func rows<Row>(_ list: RowList<Row>) -> (Int, Int) { (list.rows.count, list.skipped) }
        let name = file.replacing(".json", with: "")
        let parts = name.split(separator: "_")
        switch name {
        case "GET_nodes": return rows(try NodeRow.list(bytes))
        case "GET_cluster_resources", "GET_cluster_resources~2":
            let all = try ClusterResources(bytes)
            return (all.guests.rows.count + all.nodes.count + all.storages.count, all.guests.skipped)
        case "GET_cluster_status": return (try ClusterStatus(bytes).members.count, 0)
        case "GET_cluster_options":
            _ = try ClusterOptions.tagStyle(bytes)
            return (1, 0)
        case "GET_cluster_metrics_export":
            let export = try MetricsExport(bytes)
            return (export.values.count, export.skipped)
        default: break
        }
        guard parts.count >= 4, parts[1] == "nodes" else { return nil }
        let tail = parts[3...].joined(separator: "_")
        switch tail {
        case "status": return (try NodeStatus(bytes) == NodeStatus() ? 0 : 1, 0)
        case "rrddata": return (try RRDPoint.list(bytes).count, 0)
        case "qemu", "lxc": return rows(try GuestRow.nodeList(bytes, kind: try #require(GuestKind(rawValue: tail)), node: "node1"))
        default: break
        }
        guard parts.count >= 6, parts[3] == "qemu" || parts[3] == "lxc", Int(parts[4]) != nil else { return nil }
        switch parts[5...].joined(separator: "_") {
        case "status_current": return (try GuestStatus(bytes).status == nil ? 0 : 1, 0)
        case "rrddata": return (try RRDPoint.list(bytes).count, 0)
        case "config" where parts[3] == "lxc": return (try ContainerConfiguration(bytes).mounts.count, 0)
        case "interfaces": return rows(try GuestInterface.containerList(bytes))
        case "agent_get-fsinfo": return rows(try GuestFilesystem.list(bytes))
        case "agent_network-get-interfaces": return rows(try GuestInterface.agentList(bytes))
        case "agent_get-osinfo": return (try GuestSystem(bytes).isEmpty ? 0 : 1, 0)
        case "agent_info": return (try GuestSystem.agentVersion(bytes) == nil ? 0 : 1, 0)
        case "agent_file-read": return try GuestMemoryReport.fileRead(bytes) == nil ? (1, 0) : (0, 1)
        default: return nil
        }
    }

    @Test("Every answer that concerns nodes and guests is read without loss", arguments: versions)
    func readsAll(version: String) throws {
        var read = 0
        // A node's status in one recording is a stub of a test: `{"name":…,"status":"online"}`.
        let stubs: Set<String> = ["GET_nodes_cinode_status.json"]
        for file in try Recordings.files(version) where !stubs.contains(file) {
            guard let result = try self.read(file, try Recordings.bytes(version, file)) else { continue }
            read += 1
            #expect(result.rows > 0, "\(file)")
            #expect(result.skipped == 0, "\(file)")
        }
        #expect(read >= 14, "too few recordings were recognised")
    }

    @Test("Every recorded body of any endpoint is JSON to the reader, and no decoder fails on another's answer", arguments: versions)
    func readsEverything(version: String) throws {
        for file in try Recordings.files(version) {
            let bytes = try Recordings.bytes(version, file)
            try JSONReader.read(bytes) { reader throws(JSONFailure) in try reader.skip() }
            _ = try NodeRow.list(bytes)
            _ = try NodeStatus(bytes)
            _ = try ClusterResources(bytes)
            _ = try ClusterStatus(bytes)
            _ = try ClusterOptions.tagStyle(bytes)
            _ = try MetricsExport(bytes)
            _ = try RRDPoint.list(bytes)
            _ = try GuestStatus(bytes)
            _ = try ContainerConfiguration(bytes)
            _ = try GuestInterface.containerList(bytes)
            _ = try GuestInterface.agentList(bytes)
            _ = try GuestFilesystem.list(bytes)
            _ = try GuestSystem(bytes)
            _ = try GuestMemoryReport.fileRead(bytes)
        }
    }

    @Test("The recorded cluster maps: running guests, no template, all numbers", arguments: versions)
    func maps(version: String) throws {
        let all = try ClusterResources(try Recordings.bytes(version, "GET_cluster_resources~2.json"))
        var presence = NodePresence(interval: .seconds(10))
        _ = presence.handle(.listed(Dictionary(uniqueKeysWithValues: all.nodes.map { ($0.name, $0.isOnline) })), at: start)
        var roster = GuestRoster()
        var details = GuestDetails()
        let shown = roster.take(all.guests, presence: presence, at: start)
        let status = try Recordings.bytes(version, "GET_nodes_node1_qemu_101_status_current.json")
        for call in details.due(at: start, guests: shown.map(\.row)) where call.kind == .machineStatus {
            details.took(call, .success(status), at: start)
        }
        var mapping = GuestMapping()
        let resources = mapping.resources(shown, details: details, presence: presence, scope: InstanceScope(instance: "pve"), at: start)
        #expect(resources.count == all.guests.rows.count { !$0.isTemplate })
        let server = try #require(resources.first { $0.name == "server1" })
        #expect(server.sourceID == "pve:node2:100")
        #expect(server.identity.proxmoxGuestKey == "pve:100")
        #expect(server.parent?.sourceID == "pve-node2")
        #expect(server.status == .online)
        #expect(abs((server.metrics.cpu ?? 0) - 2.49) < 0.01)
        #expect(server.metrics.memory?.total == 1_073_741_824)
        #expect(server.metrics.netIn == nil)
        #expect(resources.allSatisfy { $0.facets.proxmox?.vmid != nil })
    }
}
