/// Chooses from all mounts the ones that are storage of this machine.
enum MountSelection {
    /// Most filesystems reported.
    static let most = 256

    /// The filesystems to report, in order of their mount points, without space.
    ///
    /// Of several mounts of one filesystem the shallowest stays; of a ZFS pool's datasets likewise. The root is kept whatever
    /// its type is, so that a container has one.
    static func filesystems(of mounts: [Mount]) -> [SelectedMount] {
        var visible: [String: Mount] = [:]
        // Of two mounts on one directory the later one hides the earlier.
        for mount in mounts { visible[mount.mountpoint] = mount }
        var chosen: [String: SelectedMount] = [:]
        for mount in visible.values {
            let type = FilesystemType(mount.type, source: mount.source)
            guard mount.mountpoint == "/" || accepts(mount, type) else { continue }
            let pool = mount.type == "zfs" ? String(mount.source.prefix { $0 != "/" }) : nil
            let key = pool.map { "zfs:\($0)" } ?? mount.device
            var filesystem = FilesystemReading(mountpoint: mount.mountpoint, device: pool ?? mount.source, type: mount.type)
            filesystem.isRemote = type == .remote && mount.mountpoint != "/"
            var candidate = SelectedMount(filesystem: filesystem, datasets: pool == nil ? [] : [mount.mountpoint])
            if let other = chosen[key] {
                let datasets = other.datasets + candidate.datasets
                if !isBetter(mount.mountpoint, than: other.filesystem.mountpoint) { candidate = other }
                candidate.datasets = datasets.sorted()
            }
            chosen[key] = candidate
        }
        return Array(chosen.values.sorted { $0.filesystem.mountpoint < $1.filesystem.mountpoint }.prefix(most))
    }

    private static func accepts(_ mount: Mount, _ type: FilesystemType) -> Bool {
        guard type == .local || type == .remote else { return false }
        if hidden.contains(mount.mountpoint) { return false }
        return !hiddenBelow.contains { mount.mountpoint.hasPrefix($0) }
    }

    private static func isBetter(_ path: String, than other: String) -> Bool {
        func rank(_ path: String) -> (Int, Int, String) { (path == "/" ? 0 : path.count { $0 == "/" }, path.utf8.count, path) }
        return rank(path) < rank(other)
    }

    /// Files that container engines mount one by one, firmware partitions, and Proxmox's configuration database.
    private static let hidden: Set<String> = [
        "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/boot/efi", "/efi", "/etc/pve", "/dev", "/proc", "/sys", "/run",
    ]
    /// A disk mounted at `/var/lib/docker` itself is storage; what engines mount below it is not.
    private static let hiddenBelow: [String] = [
        "/dev/", "/proc/", "/sys/", "/run/", "/snap/", "/boot/efi/", "/var/lib/docker/", "/var/lib/containers/", "/var/lib/kubelet/",
        "/var/lib/containerd/", "/var/snap/",
    ]
}

/// A filesystem to report and, for ZFS, the mounted datasets that share the pool.
struct SelectedMount: Hashable, Sendable {
    var filesystem: FilesystemReading
    var datasets: [String] = []
}
