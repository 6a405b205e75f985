/// What does not change from reading to reading about an interface.
struct InterfaceFacts: Hashable, Sendable {
    var kind: InterfaceKind
    var mac: String?
    var master: String?
    /// Whether it stands on another interface of this machine, whose counters already hold its traffic.
    var isStacked = false

    /// Decides which interfaces make up the machine's traffic.
    ///
    /// Where there is hardware, everything else is carried by it. Without (in a container), each interface that does not stand
    /// on another one counts.
    static func counted(_ all: [String: InterfaceFacts]) -> Set<String> {
        let physical = all.filter { name, facts in
            guard facts.kind == .physical else { return false }
            // An accelerated virtual function works for the physical interface above it and repeats its bytes.
            guard let master = facts.master else { return true }
            return all[master]?.kind != .physical
        }
        if !physical.isEmpty { return Set(physical.keys) }
        let others = all.filter { name, facts in
            guard facts.kind == .veth || facts.kind == .virtual else { return false }
            return facts.master == nil && !facts.isStacked && !idle.contains { name.hasPrefix($0) }
        }
        return Set(others.keys)
    }

    /// Interfaces that repeat or swallow packets of others.
    private static let idle: [String] = ["dummy", "ifb", "nlmon", "teql", "tailscale", "docker", "br-", "virbr"]
}

extension FileReader {
    /// Reads the facts of one interface from `/sys/class/net`.
    mutating func interfaceFacts(_ name: String) -> InterfaceFacts {
        let folder = "/sys/class/net/\(name)"
        var facts = InterfaceFacts(kind: .virtual)
        let address = text("\(folder)/address")
        facts.mac = address == "00:00:00:00:00:00" ? nil : address
        facts.master = linkName("\(folder)/master")
        let index = number("\(folder)/ifindex")
        let lower = number("\(folder)/iflink")
        let link = number("\(folder)/type")
        let device = uevent("\(folder)/uevent")
        let isBonded = exists("\(folder)/bonding")
        facts.isStacked = index != lower
        if name == "lo" || link == 772 {
            facts.kind = .loopback
        } else if exists("\(folder)/device") {
            facts.kind = .physical
        } else if isBonded || device == "bond" {
            facts.kind = .bond
        } else if device == "bridge" || exists("\(folder)/bridge") {
            facts.kind = .bridge
        } else if device == "vlan" {
            facts.kind = .vlan
        } else if device == "wireguard" || device == "vxlan" || exists("\(folder)/tun_flags") || link == 65534 || link == 768 {
            facts.kind = .tunnel
        } else if name.hasPrefix("veth") || device == "veth" {
            facts.kind = .veth
            facts.isStacked = false
        } else if facts.isStacked, name.hasPrefix("eth"), !name.contains(".") {
            // Inside a container the own end of a veth pair is called eth0; its peer has another number, elsewhere.
            facts.kind = .veth
            facts.isStacked = false
        }
        return facts
    }

    /// The `DEVTYPE` of a device.
    private mutating func uevent(_ path: String) -> String? {
        read(path) { cursor in
            var cursor = cursor
            while var line = cursor.line() {
                if line.upTo(UInt8(ascii: "=")) == "DEVTYPE" { return line.text }
            }
            return nil
        }
    }
}
