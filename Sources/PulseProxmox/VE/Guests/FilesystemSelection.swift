/// Which of a guest's filesystems count, `platform-polling` §2.4.
enum FilesystemSelection {
    private static let readOnlyTypes: Set<String> = ["erofs", "squashfs", "iso9660", "cdfs", "udf", "cramfs", "romfs"]
    private static let virtualTypes: Set<String> = [
        "tmpfs", "devtmpfs", "sysfs", "proc", "devpts", "securityfs", "debugfs", "tracefs", "fusectl", "configfs", "pstore",
        "hugetlbfs", "mqueue", "bpf", "autofs", "fdescfs", "devfs", "linprocfs", "linsysfs", "procfs",
    ]
    private static let virtualPrefixes = ["cgroup", "overlay"]
    private static let networkParts = ["sshfs", "9p", "nfs", "cifs", "smb"]
    private static let hiddenRoots = ["/dev", "/proc", "/sys", "/run", "/var/run", "/var/lib/docker", "/var/lib/containers", "/snap"]
    private static let hiddenMounts: Set<String> = ["/boot/efi", "/boot/firmware", "/etc/pve"]
    private static let overlayParts = ["/docker/overlay2/", "/containers/storage/overlay/", "/io.containerd.", "/kubelet/pods/"]
    /// Volumes that macOS keeps for itself; `Data` is the user's.
    private static let macVolumes = "/System/Volumes/"

    /// Whether people think of it as disk space of the guest.
    static func counts(type: String, mountpoint: String) -> Bool {
        let type = type.lowercased()
        if readOnlyTypes.contains(type) || virtualTypes.contains(type) { return false }
        if virtualPrefixes.contains(where: { type.hasPrefix($0) }) { return false }
        if networkParts.contains(where: { holds(type, $0) }) { return false }
        if hiddenMounts.contains(mountpoint) { return false }
        if hiddenRoots.contains(where: { mountpoint == $0 || mountpoint.hasPrefix($0 + "/") }) { return false }
        if overlayParts.contains(where: { holds(mountpoint, $0) }) { return false }
        return !mountpoint.hasPrefix(macVolumes) || mountpoint == macVolumes + "Data"
    }

    /// Byte by byte: guests list thousands of mounts, and the search for characters is much slower.
    private static func holds(_ text: String, _ part: String) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0..<($0 + part.count)].elementsEqual(part) }
    }

    /// What tells space apart that is mounted more than once; `nil` for space that stands for itself.
    static func space(of filesystem: GuestFilesystem) -> String? {
        let type = filesystem.type.lowercased()
        let total = filesystem.total ?? 0
        if let device = filesystem.devices.first { return "\(device) \(total)" }
        // Subvolumes and datasets share the space of their pool and are named one by one.
        if type == "btrfs" || type.hasPrefix("zfs") { return "\(type) \(total)" }
        return filesystem.name.map { "\($0) \(total)" }
    }
}
