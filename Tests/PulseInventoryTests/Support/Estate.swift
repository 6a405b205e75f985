import PulseCore

@testable import PulseInventory

/// Short ways to describe what sources see.
enum Estate {
    static let start = Timestamp(seconds: 1_700_000_000)

    static func at(_ seconds: Int64) -> Timestamp { start + .seconds(seconds) }

    static func agent(_ id: String, host: String, machine: String? = nil, ip: String? = nil, mac: String? = nil) -> ObservedResource {
        var row = ObservedResource(kind: .agent, sourceID: id, name: host)
        row.status = .online
        row.identity.machineID = machine
        row.identity.hostnames = [host]
        row.identity.ipAddresses = ip.map { [$0] } ?? []
        row.identity.macAddresses = mac.map { [$0] } ?? []
        return row
    }

    static func node(_ instance: String, _ name: String, ip: String? = nil, mac: String? = nil) -> ObservedResource {
        agent("\(instance)-\(name)", host: name, ip: ip, mac: mac)
    }

    static func guest(_ instance: String, _ node: String, _ vmid: Int, name: String) -> ObservedResource {
        var row = ObservedResource(kind: .vm, sourceID: "\(instance):\(node):\(vmid)", name: name)
        row.status = .online
        row.technology = "qemu"
        row.identity.proxmoxGuestKey = "\(instance):\(vmid)"
        row.parent = ParentReference(kind: .agent, sourceID: "\(instance)-\(node)")
        row.metrics.cpu = 5
        row.samples = [Sample(.cpu, 5)]
        return row
    }

    static func disk(_ id: String, serial: String?, on parent: String) -> ObservedResource {
        var row = ObservedResource(kind: .physicalDisk, sourceID: id, name: id)
        row.status = .online
        row.identity.machineID = serial
        row.parent = ParentReference(kind: .agent, sourceID: parent)
        return row
    }
}

extension Inventory {
    /// Takes in what a source sees and answers the change.
    @discardableResult
    mutating func see(
        _ kind: SourceKind, _ scope: String, _ rows: [ObservedResource], at seconds: Int64 = 0,
        _ completeness: Observation.Completeness = .everything
    ) throws -> InventoryChange {
        let observation = Observation(source: SourceScope(kind, scope), at: Estate.at(seconds), resources: rows, completeness: completeness)
        return try handle(.observed(observation), at: Estate.at(seconds))
    }

    @discardableResult
    mutating func tick(at seconds: Int64) throws -> InventoryChange { try handle(.tick, at: Estate.at(seconds)) }
}
