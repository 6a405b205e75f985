import Testing
@testable import PulseHost

@Suite struct MountSelectionTests {
    static func line(_ device: String, _ root: String, _ mountpoint: String, _ type: String, _ source: String) -> String {
        "24 29 \(device) \(root) \(mountpoint) rw,relatime shared:7 master:3 - \(type) \(source) rw\n"
    }

    static func select(_ lines: String) -> [SelectedMount] {
        MountSelection.filesystems(of: parse(lines) { Mount.parse($0) } ?? [])
    }

    static let cases: [(name: String, lines: String, mountpoints: [String])] = [
        ("system", line("0:22", "/", "/sys", "sysfs", "sysfs") + line("8:1", "/", "/", "ext4", "/dev/sda1"), ["/"]),
        ("boot", line("8:1", "/", "/", "ext4", "/dev/sda1") + line("8:2", "/", "/boot", "ext2", "/dev/sda2"), ["/", "/boot"]),
        ("firmware", line("8:1", "/", "/", "ext4", "/dev/sda1") + line("8:2", "/", "/boot/efi", "vfat", "/dev/sda2"), ["/"]),
        ("bind mount", line("8:1", "/srv", "/exports/deep", "ext4", "/dev/sda1") + line("8:1", "/", "/", "ext4", "/dev/sda1"), ["/"]),
        ("bind only", line("8:3", "/a", "/x/y/z", "xfs", "/dev/sdb") + line("8:3", "/b", "/data", "xfs", "/dev/sdb"), ["/data"]),
        ("subvolumes", line("0:30", "/@", "/", "btrfs", "/dev/sda2") + line("0:30", "/@home", "/home", "btrfs", "/dev/sda2"), ["/"]),
        ("snap", line("7:0", "/", "/snap/core/1", "squashfs", "/dev/loop0") + line("8:1", "/", "/", "ext4", "/dev/sda1"), ["/"]),
        ("medium", line("11:0", "/", "/media/cd", "iso9660", "/dev/sr0") + line("8:1", "/", "/", "ext4", "/dev/sda1"), ["/"]),
        (
            "engine noise",
            line("0:50", "/", "/", "ext4", "/dev/sda1") + line("0:51", "/", "/var/lib/docker/overlay2/a/merged", "overlay", "overlay")
                + line("253:9", "/", "/var/lib/kubelet/pods/1/v", "ext4", "/dev/dm-9"), ["/"]
        ),
        ("own disk of the engine", line("8:17", "/", "/var/lib/docker", "xfs", "/dev/sdb1"), ["/var/lib/docker"]),
        (
            "container",
            line("0:99", "/", "/", "overlay", "overlay") + line("8:1", "/docker/x/hosts", "/etc/hosts", "ext4", "/dev/sda1")
                + line("8:1", "/docker/x/name", "/etc/hostname", "ext4", "/dev/sda1"), ["/"]
        ),
        ("network", line("0:70", "/", "/mnt/nas", "nfs4", "nas:/pool") + line("8:1", "/", "/", "ext4", "/dev/sda1"), ["/", "/mnt/nas"]),
        (
            "user process",
            line("0:71", "/", "/mnt/r", "fuse.sshfs", "me@host:") + line("0:72", "/", "/var/lib/lxcfs", "fuse.lxcfs", "lxcfs"), ["/mnt/r"]
        ),
        ("cluster database", line("0:73", "/", "/etc/pve", "fuse", "/dev/fuse"), []),
        ("automounter", line("0:74", "/", "/net", "autofs", "systemd-1"), []),
        ("hidden by a later mount", line("8:1", "/", "/data", "ext4", "/dev/sda1") + line("0:75", "/", "/data", "tmpfs", "tmpfs"), []),
        ("unknown type on a disk", line("8:1", "/", "/new", "newfs", "/dev/sda1"), ["/new"]),
    ]

    @Test(arguments: cases) func choosesStorage(_ row: (name: String, lines: String, mountpoints: [String])) {
        #expect(Self.select(row.lines).map(\.filesystem.mountpoint) == row.mountpoints, "\(row.name)")
    }

    @Test func neverTouchesRemoteFilesystems() {
        let chosen = Self.select(Self.line("0:70", "/", "/mnt/nas", "nfs", "nas:/pool") + Self.line("8:1", "/", "/", "ext4", "/dev/sda1"))
        #expect(chosen.map(\.filesystem.isRemote) == [false, true])
        #expect(chosen.last?.filesystem.device == "nas:/pool")
    }

    @Test func gathersTheDatasetsOfAPool() {
        let lines =
            Self.line("0:41", "/", "/tank/a", "zfs", "tank/a") + Self.line("0:40", "/", "/tank", "zfs", "tank")
            + Self.line("0:42", "/", "/tank/a/b", "zfs", "tank/a/b") + Self.line("0:43", "/", "/", "zfs", "rpool/ROOT/pve-1")
        let chosen = Self.select(lines)
        #expect(chosen.map(\.filesystem.mountpoint) == ["/", "/tank"])
        #expect(chosen.map(\.filesystem.device) == ["rpool", "tank"])
        #expect(chosen.last?.datasets == ["/tank", "/tank/a", "/tank/a/b"])
    }

    @Test func resolvesEscapes() {
        let mount = parse(Self.line("8:1", "/", #"/mnt/my\040disk\011x\134y"#, "ext4", "/dev/sda1")) { Mount.parse($0) }?.first
        #expect(mount?.mountpoint == "/mnt/my disk\tx\\y")
        #expect(mount?.source == "/dev/sda1" && mount?.device == "8:1" && mount?.type == "ext4")
        #expect(parse("24 29 0:22 / /sys") { Mount.parse($0) } == nil)
    }

    @Test func countsSpaceAsDf() {
        let usage = SpaceUsage(total: 1000, used: 600, free: 350)
        #expect(usage.usedPercent.map { ($0 * 1000).rounded() } == 63158)
        #expect(SpaceUsage(total: 0, used: 0, free: 0).usedPercent == nil)
    }
}
