/// Evidence of which real thing a resource is; used to recognise it across sources.
public struct ResourceIdentity: Sendable, Equatable {
    /// `/etc/machine-id` or the platform's equal; for a physical disk its serial number.
    public var machineID: String?
    /// The DMI product UUID, lower case; for a physical disk its WWN.
    public var dmiUUID: String?
    /// Host names as reported, fully qualified where known.
    public var hostnames: [String] = []
    public var ipAddresses: [String] = []
    /// Lower case, colon separated.
    public var macAddresses: [String] = []
    public var clusterName: String?
    /// `<instance>:<vmid>` of a Proxmox guest: the part of its address that survives migration.
    public var proxmoxGuestKey: String?

    public init() {}
}
