/// What the type of a storage tells about it.
enum StorageKind {
    /// Types that every node reaches over a network, flagged as shared or not, `platform-polling` §2.7.
    private static let shared: Set<String> = [
        "rbd", "cephfs", "pbs", "glusterfs", "nfs", "cifs", "smb", "iscsi", "iscsidirect",
    ]
    private static let ceph: Set<String> = ["rbd", "cephfs", "ceph"]

    static func isShared(_ type: String?) -> Bool { type.map { shared.contains($0.lowercased()) } ?? false }
    static func isCeph(_ type: String?) -> Bool { type.map { ceph.contains($0.lowercased()) } ?? false }
    /// A pool of the node itself, or ZFS of another machine over iSCSI.
    static func isZFS(_ type: String?) -> Bool { isLocalZFS(type) || type?.lowercased() == "zfs" }
    static func isLocalZFS(_ type: String?) -> Bool { type?.lowercased() == "zfspool" }
}
