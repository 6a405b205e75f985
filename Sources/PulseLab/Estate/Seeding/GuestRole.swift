/// A job that machines have in real estates, with what it takes.
struct GuestRole: Sendable {
    let name: String
    let kind: LabGuest.Kind
    let system: LabSystem
    let cores: Int
    /// GiB.
    let memory: Int
    /// GiB.
    let disk: Int
    /// Mean share of the cores in use.
    let load: Double
    /// Mean bytes a second in and out.
    let traffic: Double
    let tags: [String]
    var pool: String?
    var isOCI = false

    static func vm(
        _ name: String, _ system: LabSystem = .debian12, _ cores: Int, _ memory: Int, _ disk: Int, _ load: Double, _ traffic: Double,
        _ tags: [String], pool: String? = nil
    ) -> Self {
        Self(
            name: name, kind: .qemu, system: system, cores: cores, memory: memory, disk: disk, load: load, traffic: traffic, tags: tags,
            pool: pool)
    }
    static func ct(
        _ name: String, _ system: LabSystem = .debianContainer, _ cores: Int, _ memory: Int, _ disk: Int, _ load: Double,
        _ traffic: Double, _ tags: [String], pool: String? = nil, isOCI: Bool = false
    ) -> Self {
        Self(
            name: name, kind: .lxc, system: system, cores: cores, memory: memory, disk: disk, load: load, traffic: traffic, tags: tags,
            pool: pool, isOCI: isOCI)
    }
}

extension LabSystem {
    static let debian12 = Self(
        ostype: "l26", id: "debian", name: "Debian GNU/Linux", prettyName: "Debian GNU/Linux 12 (bookworm)", version: "12",
        kernel: "6.1.0-37-amd64", isWindows: false)
    static let ubuntu24 = Self(
        ostype: "l26", id: "ubuntu", name: "Ubuntu", prettyName: "Ubuntu 24.04.2 LTS", version: "24.04", kernel: "6.8.0-62-generic",
        isWindows: false)
    static let rocky9 = Self(
        ostype: "l26", id: "rocky", name: "Rocky Linux", prettyName: "Rocky Linux 9.6 (Blue Onyx)", version: "9.6",
        kernel: "5.14.0-570.el9.x86_64", isWindows: false)
    static let homeAssistant = Self(
        ostype: "l26", id: "haos", name: "Home Assistant OS", prettyName: "Home Assistant OS 15.2", version: "15.2", kernel: "6.12.23-haos",
        isWindows: false)
    static let openSense = Self(
        ostype: "other", id: "freebsd", name: "OPNsense", prettyName: "OPNsense 25.1", version: "14.2", kernel: "FreeBSD 14.2-RELEASE",
        isWindows: false)
    static let windows2022 = Self(
        ostype: "win11", id: "mswindows", name: "Microsoft Windows", prettyName: "Windows Server 2022 Standard", version: "2022",
        kernel: "20348", isWindows: true)
    static let windows11 = Self(
        ostype: "win11", id: "mswindows", name: "Microsoft Windows", prettyName: "Windows 11 Pro", version: "11", kernel: "26100",
        isWindows: true)
    static let debianContainer = Self(
        ostype: "debian", id: "debian", name: "Debian GNU/Linux", prettyName: "Debian GNU/Linux 12 (bookworm)", version: "12", kernel: "",
        isWindows: false)
    static let alpineContainer = Self(
        ostype: "alpine", id: "alpine", name: "Alpine Linux", prettyName: "Alpine Linux v3.22", version: "3.22", kernel: "",
        isWindows: false)
    static let ubuntuContainer = Self(
        ostype: "ubuntu", id: "ubuntu", name: "Ubuntu", prettyName: "Ubuntu 24.04 LTS", version: "24.04", kernel: "", isWindows: false)
    static let image = Self(
        ostype: "unmanaged", id: "oci", name: "OCI image", prettyName: "OCI image", version: "", kernel: "", isWindows: false)
}
