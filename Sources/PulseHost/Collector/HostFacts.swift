/// What seldom changes about a machine: looked up on the first reading and then once a minute.
struct HostFacts: Sendable {
    var identity = HostIdentity()
    var system = HostSystem()
    var processors: Processors?
    var interfaces: [String: InterfaceFacts] = [:]
    var counted: Set<String> = []
    var addresses: [String: [String]] = [:]
    var blockDevices: [BlockDevice] = []
    /// What could not be read while looking.
    var problems: [HostProblem] = []
}

extension FileReader {
    /// Looks everything up that seldom changes.
    mutating func hostFacts() -> HostFacts {
        var facts = HostFacts()
        facts.system = hostSystem()
        facts.processors = read("/proc/cpuinfo") { Processors($0) }
        if facts.processors?.megahertz == nil, let kilohertz = number("/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq") {
            facts.processors?.megahertz = Double(kilohertz) / 1000
        }
        for name in names(in: "/sys/class/net", limit: InterfaceCounters.most) where exists("/sys/class/net/\(name)/ifindex") {
            facts.interfaces[name] = interfaceFacts(name)
        }
        facts.counted = InterfaceFacts.counted(facts.interfaces)
        // Addresses belong to the network namespace of this process, whatever the root is.
        if isWholeMachine { facts.addresses = InterfaceAddresses.current() }
        facts.blockDevices = blockDevices()
        facts.identity = hostIdentity(facts.interfaces)
        facts.problems = problems
        return facts
    }

    private mutating func hostIdentity(_ interfaces: [String: InterfaceFacts]) -> HostIdentity {
        var identity = HostIdentity()
        identity.machineID = machineUUID(text("/etc/machine-id")) ?? macIdentity(interfaces)
        // Readable by root only, and only a hint: no reading for everyone else is no problem.
        identity.productUUID = read("/sys/class/dmi/id/product_uuid", quiet: true) { machineUUID($0.text) }
        let name = text("/proc/sys/kernel/hostname") ?? text("/etc/hostname")
        identity.hostname = name.map { String($0.prefix { $0 != "." }) }
        if let name, name.contains(".") {
            identity.fqdn = name
        } else if let name {
            identity.fqdn = read("/etc/hosts") { fullName(of: name, inHosts: $0) }
        }
        return identity
    }

    private func macIdentity(_ interfaces: [String: InterfaceFacts]) -> String? {
        let physical = interfaces.filter { $0.value.kind == .physical && $0.value.mac != nil }
        guard let first = physical.min(by: { $0.key < $1.key })?.value.mac else { return nil }
        let digits = first.filter { $0 != ":" }
        return digits.utf8.count == 12 ? "mac-\(digits)" : nil
    }

    private mutating func hostSystem() -> HostSystem {
        var system = HostSystem()
        system.platform = "linux"
        let release = read("/etc/os-release") { OSRelease($0) } ?? read("/usr/lib/os-release") { OSRelease($0) }
        system.osID = release?.id
        system.osName = release?.name
        system.osVersion = release?.version
        system.kernel = text("/proc/sys/kernel/osrelease")
        system.architecture = text("/proc/sys/kernel/arch") ?? Self.architecture
        system.isContainer = isContainer()
        return system
    }

    private mutating func isContainer() -> Bool {
        // The first name spaces of a kernel have fixed numbers. Who lives in them is no container, whatever its image left behind.
        let first = ["pid": "pid:[4026531836]", "uts": "uts:[4026531838]"]
        if isWholeMachine, first.allSatisfy({ linkName("/proc/self/ns/\($0.key)") == $0.value }) { return false }
        let marks = ["/run/systemd/container", "/.dockerenv", "/run/.containerenv", "/dev/.lxc-boot-id"]
        if marks.contains(where: { exists($0) }) { return true }
        let inGroup: Bool? = read("/proc/1/cgroup") { cursor in
            var cursor = cursor
            while let line = cursor.line()?.text {
                if ["/docker", "/lxc/", "/kubepods", "/libpod"].contains(where: { line.contains($0) }) { return true }
            }
            return false
        }
        return inGroup ?? false
    }

    /// What this program was built for, which is what it runs on.
    private static var architecture: String? {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #elseif arch(arm)
            "armv7l"
        #elseif arch(riscv64)
            "riscv64"
        #else
            nil
        #endif
    }
}
