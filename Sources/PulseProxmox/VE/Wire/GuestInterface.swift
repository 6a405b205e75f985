import PulseCore

/// A network interface as the guest sees it.
struct GuestInterface: Sendable, Equatable {
    var name: String
    /// Lower case.
    var mac: String?
    /// With their prefix lengths where known; neither loopback nor link-local.
    var addresses: [String] = []
    var received: Int64?
    var sent: Int64?
    init(name: String) { self.name = name }

    /// The answer of `GET …/qemu/{vmid}/agent/network-get-interfaces`.
    static func agentList(_ bytes: [UInt8]) throws(JSONFailure) -> RowList<GuestInterface> {
        try Envelope.agentRows(bytes) { (reader) throws(JSONFailure) in try GuestInterface(&reader) }
    }

    /// The answer of `GET …/lxc/{vmid}/interfaces`.
    static func containerList(_ bytes: [UInt8]) throws(JSONFailure) -> RowList<GuestInterface> {
        try Envelope.rows(bytes) { (reader) throws(JSONFailure) in try GuestInterface(&reader) }
    }

    /// Both forms: the agent's, and that of containers, which PVE 9 gives in both.
    private init?(_ reader: inout JSONReader) throws(JSONFailure) {
        var interface = GuestInterface(name: "")
        var single: [String] = []
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "name": interface.name = try reader.string() ?? ""
            case "hardware-address", "hwaddr": interface.mac = try reader.text()?.lowercased() ?? interface.mac
            case "inet", "inet6": single += try reader.text()?.split(separator: " ").map(String.init) ?? []
            case "ip-addresses": interface.addresses = try reader.addresses()
            case "statistics":
                try reader.object { (key, reader) throws(JSONFailure) in
                    switch key {
                    case "rx-bytes": interface.received = try reader.size()
                    case "tx-bytes": interface.sent = try reader.size()
                    default: break
                    }
                }
            default: break
            }
        }
        guard !interface.name.isEmpty else { return nil }
        for address in single where !interface.addresses.contains(address) { interface.addresses.append(address) }
        interface.addresses.removeAll { Self.isOnlyLocal($0) }
        if interface.mac == "00:00:00:00:00:00" { interface.mac = nil }
        self = interface
    }

    /// Whether it is the guest's way to itself.
    var isLoopback: Bool { name == "lo" || name == "lo0" || name.hasPrefix("Loopback") }

    /// Loopback and link-local addresses, which say nothing to others.
    static func isOnlyLocal(_ address: String) -> Bool {
        let address = address.lowercased()
        if address.hasPrefix("127.") || address.hasPrefix("169.254.") || address == "::1" || address.hasPrefix("::1/") { return true }
        guard address.hasPrefix("fe"), let third = address.dropFirst(2).first else { return false }
        return ["8", "9", "a", "b"].contains(third)
    }
}

extension JSONReader {
    /// The agent's list of addresses, each with its prefix length.
    fileprivate mutating func addresses() throws(JSONFailure) -> [String] {
        var all: [String] = []
        try array { (reader) throws(JSONFailure) in
            var address: String?
            var prefix: Int?
            try reader.object { (key, reader) throws(JSONFailure) in
                switch key {
                case "ip-address": address = try reader.text()
                case "prefix": prefix = try reader.int()
                default: break
                }
            }
            guard let address else { return }
            let full = prefix.map { "\(address)/\($0)" } ?? address
            if !all.contains(full) { all.append(full) }
        }
        return all
    }
}
