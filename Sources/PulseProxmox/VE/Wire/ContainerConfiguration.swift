import PulseCore

/// What the answer of `GET /nodes/{node}/lxc/{vmid}/config` says that is of interest.
struct ContainerConfiguration: Sendable, Equatable {
    struct Mount: Sendable, Equatable {
        /// `rootfs`, `mp0`, …
        var key: String
        /// The volume or the path on the node.
        var volume: String
        var path: String
        /// Bytes; only volumes have one.
        var size: Int64?
    }
    struct Interface: Sendable, Equatable {
        /// `eth0`, …
        var name: String
        var mac: String?
        /// Fixed addresses with their prefix lengths; none when they come from elsewhere.
        var addresses: [String] = []
        init(name: String) { self.name = name }
    }

    /// `rootfs` first, then by number.
    var mounts: [Mount] = []
    /// By number.
    var interfaces: [Interface] = []
    var hostname: String?
    /// `debian`, `alpine`, `unmanaged`, …
    var osType: String?
    var osTemplate: String?
    /// The program that runs first, PVE 9.1; only images of application containers have one.
    var entrypoint: String?
    /// `tty`, `console` or `shell`.
    var consoleMode: String?
    /// `nil` when the answer does not tell.
    var startsOnBoot: Bool?
    var lock: String?

    init() {}

    init(_ bytes: [UInt8]) throws(JSONFailure) {
        var config = ContainerConfiguration()
        var onBoot = OnBoot()
        var mounts: [(Int, Mount)] = []
        var interfaces: [(Int, Interface)] = []
        let isObject = try Envelope.object(bytes) { (key, reader) throws(JSONFailure) in
            switch key {
            case "hostname": config.hostname = try reader.text()
            case "ostype": config.osType = try reader.text()
            case "ostemplate": config.osTemplate = try reader.text()
            case "entrypoint": config.entrypoint = try reader.text()
            case "cmode": config.consoleMode = try reader.text()
            case "onboot": try onBoot.read(&reader)
            case "lock": config.lock = try reader.text()
            case "rootfs":
                if let mount = Mount(key: "rootfs", text: try reader.string(), path: "/") { mounts.append((-1, mount)) }
            default:
                if let number = key.number(after: "mp") {
                    if let mount = Mount(key: "mp\(number)", text: try reader.string(), path: nil) { mounts.append((number, mount)) }
                } else if let number = key.number(after: "net") {
                    if let interface = Interface(text: try reader.string()) { interfaces.append((number, interface)) }
                }
            }
        }
        config.startsOnBoot = isObject ? onBoot.value : nil
        config.mounts = mounts.sorted { $0.0 < $1.0 }.map(\.1)
        config.interfaces = interfaces.sorted { $0.0 < $1.0 }.map(\.1)
        self = config
    }
}

extension ContainerConfiguration.Mount {
    /// A property such as `local-lvm:vm-101-disk-0,mp=/data,size=8G`.
    fileprivate init?(key: String, text: String?, path: String?) {
        guard let text else { return nil }
        let properties = PropertyList(text)
        guard let volume = properties["volume"] ?? properties.first, let path = properties["mp"] ?? path else { return nil }
        self.init(key: key, volume: volume, path: path, size: properties["size"].flatMap { PropertyList.size($0) })
    }
}

extension ContainerConfiguration.Interface {
    /// A property such as `name=eth0,bridge=vmbr0,hwaddr=BC:24:11:2E:C5:7E,ip=dhcp`.
    fileprivate init?(text: String?) {
        guard let text else { return nil }
        let properties = PropertyList(text)
        guard let name = properties["name"] else { return nil }
        self.init(name: name)
        mac = properties["hwaddr"]?.lowercased()
        for address in [properties["ip"], properties["ip6"]] {
            guard let address, !["dhcp", "manual", "auto"].contains(address) else { continue }
            addresses.append(address)
        }
    }
}
