import PulseCore
import PulseProxmox

/// The configured connections, in the order in which they were added. A value: a change either obeys every rule or throws.
public struct ConnectionList: Sendable, Equatable {
    /// Connections of all types; more are refused with `limit_exceeded`.
    public static let limit = 500
    /// Members of one cluster; more are refused with `limit_exceeded`.
    public static let memberLimit = ClusterMembership.memberLimit

    private var connections: [ProxmoxConnection]

    /// - Parameter connections: they obey the rules already, as those of a stored list do.
    public init(_ connections: [ProxmoxConnection] = []) { self.connections = connections }

    /// All, in the order pve, pbs, pmg.
    public var all: [ProxmoxConnection] { ProxmoxProduct.allCases.flatMap { of($0) } }
    public var isEmpty: Bool { connections.isEmpty }

    /// Those of one type, in the order in which they were added.
    public func of(_ product: ProxmoxProduct) -> [ProxmoxConnection] { connections.filter { $0.product == product } }

    public func connection(id: String) -> ProxmoxConnection? { connections.first { $0.id == id } }

    /// Throws `node_not_found`, or `ambiguous_node_id` when several connections bear the name.
    public func find(_ reference: ConnectionReference) throws(PulseError) -> ProxmoxConnection {
        let found: ProxmoxConnection?
        switch reference {
        case .id(let id): found = connection(id: id)
        case .position(let product, let place):
            let list = of(product)
            found = list.indices.contains(place) ? list[place] : nil
        case .name(let product, let name): found = try named(name, of(product))
        }
        guard let found else { throw PulseError("node_not_found", "Node not found") }
        return found
    }

    private func named(_ name: String, _ list: [ProxmoxConnection]) throws(PulseError) -> ProxmoxConnection? {
        var matches = list.filter { $0.name == name }
        if matches.isEmpty { matches = list.filter { $0.name.lowercased() == name.lowercased() } }
        guard matches.count < 2 else {
            throw PulseError("ambiguous_node_id", "Several nodes bear this name; use the id", details: ["name": name])
        }
        return matches.first
    }

    /// Throws `node_exists`, `node_name_exists` or `limit_exceeded`.
    public mutating func add(_ connection: ProxmoxConnection) throws(PulseError) {
        guard connections.count < Self.limit else {
            throw PulseError("limit_exceeded", "At most \(Self.limit) connections can be configured")
        }
        try check(connection)
        connections.append(connection)
    }

    /// Puts the connection in the place of the one with its id. Throws as `add` does, or `node_not_found`.
    public mutating func replace(_ connection: ProxmoxConnection) throws(PulseError) {
        guard let place = connections.firstIndex(where: { $0.id == connection.id }) else {
            throw PulseError("node_not_found", "Node not found")
        }
        try check(connection)
        connections[place] = connection
    }

    public mutating func remove(id: String) { connections.removeAll { $0.id == id } }

    private func check(_ connection: ProxmoxConnection) throws(PulseError) {
        let others = connections.filter { $0.product == connection.product && $0.id != connection.id }
        guard !others.contains(where: { $0.host == connection.host }) else {
            throw PulseError("node_exists", "A node with this host URL already exists")
        }
        // The name is the scope of all that is seen through the connection.
        guard !others.contains(where: { $0.name == connection.name }) else {
            throw PulseError("node_name_exists", "A node with this name already exists")
        }
        guard (connection.cluster?.members.count ?? 0) <= Self.memberLimit else {
            throw PulseError("limit_exceeded", "A cluster can have at most \(Self.memberLimit) members")
        }
    }
}
