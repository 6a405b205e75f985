/// The facts by which a machine is recognised again.
public struct HostIdentity: Sendable, Hashable {
    /// `/etc/machine-id` as a dashed lower-case UUID; else `mac-` and the 12 hex digits of the first physical interface.
    public var machineID: String?
    /// The product UUID of the firmware, lower case. Shared by all containers of one machine, so only a hint.
    public var productUUID: String?
    /// The host name without a domain.
    public var hostname: String?
    /// The full name, where the machine knows it without asking the network.
    public var fqdn: String?

    public init(machineID: String? = nil, productUUID: String? = nil, hostname: String? = nil, fqdn: String? = nil) {
        self.machineID = machineID
        self.productUUID = productUUID
        self.hostname = hostname
        self.fqdn = fqdn
    }
}

/// The operating system and what it runs on.
public struct HostSystem: Sendable, Hashable {
    /// Always `linux` for readings of this collector.
    public var platform: String?
    /// Short id of the distribution, for example `debian`.
    public var osID: String?
    /// Name without version, for example `Debian GNU/Linux`.
    public var osName: String?
    /// For example `12`.
    public var osVersion: String?
    /// Kernel release, for example `6.1.0-18-amd64`.
    public var kernel: String?
    /// As the kernel names it, for example `x86_64`.
    public var architecture: String?
    /// Whether the collector runs inside a container (LXC, Docker, Podman, nspawn).
    public var isContainer = false

    public init() {}
}
