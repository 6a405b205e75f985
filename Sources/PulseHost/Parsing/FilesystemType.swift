/// What a filesystem type means for the reading.
enum FilesystemType: Hashable, Sendable {
    /// Holds data on this machine and answers at once.
    case local
    /// Lives on the network or in a user process; asking for its space may hang.
    case remote
    /// An image or a medium that cannot fill up.
    case readOnlyMedium
    /// Made by the kernel, or a view of another filesystem.
    case pseudo

    init(_ name: String, source: String) {
        if Self.onDisk.contains(name) {
            self = .local
        } else if Self.network.contains(name) || name.hasPrefix("nfs") || name.hasPrefix("smb") {
            self = .remote
        } else if name.hasPrefix("fuse.") || name == "fuse" {
            self = Self.kernelViews.contains(name) ? .pseudo : .remote
        } else if Self.media.contains(name) {
            self = .readOnlyMedium
        } else {
            self = source.hasPrefix("/dev/") ? .local : .pseudo
        }
    }

    private static let onDisk: Set<String> = [
        "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "bcachefs", "f2fs", "jfs", "reiserfs", "nilfs2", "ntfs", "ntfs3", "fuseblk",
        "vfat", "exfat", "hfs", "hfsplus", "ufs", "gfs2", "ocfs2", "simfs",
    ]
    private static let network: Set<String> = [
        "cifs", "9p", "virtiofs", "afs", "ceph", "glusterfs", "lustre", "beegfs", "sshfs", "ncpfs", "coda", "davfs", "vboxsf", "vmhgfs",
    ]
    private static let media: Set<String> = ["squashfs", "erofs", "iso9660", "cdfs", "udf", "cramfs", "romfs"]
    private static let kernelViews: Set<String> = [
        "fuse.lxcfs", "fuse.gvfsd-fuse", "fuse.portal", "fuse.snapfuse", "fuse.pmxcfs", "fuse.rar2fs",
    ]
}
