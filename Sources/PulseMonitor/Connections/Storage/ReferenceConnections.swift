import PulseCore
import PulseOutbound
import PulseProxmox

/// The shape in which earlier Pulse servers kept their connections, read so that a data directory can be taken over.
///
/// Names of members are compared without case: versions differ in it.
struct ReferenceConnections: Decodable {
    private let groups: [(ProxmoxProduct, [Entry])]

    private static let members: [(name: String, product: ProxmoxProduct)] = [
        ("pveinstances", .pve), ("pbsinstances", .pbs), ("pmginstances", .pmg),
    ]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: AnyCaseKey.self)
        var groups: [(ProxmoxProduct, [Entry])] = []
        var found = false
        for key in container.allKeys {
            guard let member = Self.members.first(where: { $0.name == key.stringValue.lowercased() }) else { continue }
            found = true
            groups.append((member.product, try container.decodeIfPresent([Entry].self, forKey: key) ?? []))
        }
        guard found else { throw PulseError("connections_unreadable", "No connections in the document") }
        self.groups = groups
    }

    /// Addresses that cannot be read or occur twice are left out; a name that occurs twice gets a number.
    var list: ConnectionList {
        var list = ConnectionList()
        for (product, entries) in groups {
            for entry in entries {
                guard var connection = entry.connection(product) else { continue }
                let name = connection.name
                var number = 2
                while list.of(product).contains(where: { $0.name == connection.name }) {
                    connection.name = "\(name) (\(number))"
                    number += 1
                }
                try? list.add(connection)
            }
        }
        return list
    }

    fileprivate struct Entry: Decodable {
        private var texts: [String: String] = [:]
        private var flags: [String: Bool] = [:]
        private var minutes: Int?
        private var excluded: [String] = []

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyCaseKey.self)
            for key in container.allKeys {
                let name = key.stringValue.lowercased()
                if let text = try? container.decode(String.self, forKey: key) {
                    texts[name] = text
                } else if let flag = try? container.decode(Bool.self, forKey: key) {
                    flags[name] = flag
                } else if name == "physicaldiskpollingminutes" {
                    minutes = try? container.decode(Int.self, forKey: key)
                } else if name == "excludedatastores" {
                    excluded = (try? container.decode([String].self, forKey: key)) ?? []
                }
            }
        }

        func connection(_ product: ProxmoxProduct) -> ProxmoxConnection? {
            guard let address = try? HostAddress(texts["host"] ?? "", product: product) else { return nil }
            var connection = ProxmoxConnection(
                id: ConnectionID.make(), product: product, name: texts["name"] ?? address.host, host: address.description,
                credentials: credentials)
            connection.guestURL = texts["guesturl"].flatMap { $0.isEmpty ? nil : $0 }
            connection.verifySSL = flags["verifyssl"] ?? false
            connection.fingerprint = texts["fingerprint"].flatMap { Fingerprint($0) }
            connection.isEnabled = !(flags["disabled"] ?? false)
            for entry in ProxmoxConnection.Monitoring.switches where entry.product == product {
                if let flag = flags[entry.name.lowercased()] { connection.monitors[keyPath: entry.path] = flag }
            }
            connection.monitors.physicalDisks = flags["monitorphysicaldisks"]
            connection.temperatureMonitoring = flags["temperaturemonitoringenabled"]
            connection.physicalDiskPollingMinutes = minutes.flatMap { $0 > 0 ? $0 : nil }
            connection.excludedDatastores = excluded
            connection.registeredBy = texts["source"].flatMap { ["agent", "script"].contains($0) ? $0 : nil }
            return connection
        }

        private var credentials: ProxmoxCredentials {
            let user = texts["user"] ?? ""
            guard let token = texts["tokenname"], !token.isEmpty else {
                return .password(user: user, password: texts["password"] ?? "")
            }
            return .token(id: token.contains("!") ? token : "\(user)!\(token)", secret: texts["tokenvalue"] ?? "")
        }
    }
}

private struct AnyCaseKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
