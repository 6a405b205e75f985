import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Disk of a virtual machine")
struct GuestDiskTests {
    private func filesystems(_ text: String) throws -> [GuestFilesystem] { try GuestFilesystem.list(agentAnswer(text)).rows }

    private func choose(
        running: Bool = true, status: Bool = true, agent: GuestAgentState? = .available, _ inquiry: GuestDisk.Inquiry,
        previous: GuestDisk.Use? = nil, evident: Bool = true
    ) -> GuestDisk.Outcome {
        var input = GuestDisk.Input(isRunning: running, hasStatus: status, agent: agent, now: .after(60))
        input.inquiry = Carried(inquiry, at: .after(50))
        input.previous = previous.map { Carried($0, at: start) }
        input.isAgentEvident = evident
        return GuestDisk.choose(input)
    }

    private static let root = #"[{"mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40,"disk":[{"dev":"/dev/sda1"}]}]"#

    @Test("What the agent lists is summed (check 6)")
    func sum() throws {
        let outcome = choose(.listed(try filesystems(Self.root)))
        #expect(outcome.reason == nil)
        #expect(outcome.figure.value?.capacity == Capacity(used: 40, total: 100))
        #expect(outcome.figure.source == "guest-agent-fsinfo")
        #expect(outcome.figure.measuredAt == .after(50))
    }

    @Test(
        "Every reason has its word (check 6)",
        arguments: [
            (false, true, .available, .open, "vm-stopped"), (true, false, nil, .open, "no-status"),
            (true, true, .disabled, .open, "agent-disabled"),
            (true, true, .notRunning, .open, "agent-not-running"), (true, true, .notRunning, .failed("agent-timeout"), "agent-timeout"),
            (true, true, .expectedUnreachable, .failed("agent-not-running"), "agent-not-running"),
            (true, true, .available, .failed("permission-denied"), "permission-denied"),
            (true, true, .available, .failed("agent-error"), "agent-error"),
            (true, true, .available, .listed([]), "no-filesystems"),
            (true, true, .available, .listed([GuestFilesystem(mountpoint: "/run", type: "tmpfs")]), "special-filesystems-only"),
            (true, true, nil, .open, nil),
        ] as [(Bool, Bool, GuestAgentState?, GuestDisk.Inquiry, String?)])
    func reasons(running: Bool, status: Bool, agent: GuestAgentState?, inquiry: GuestDisk.Inquiry, reason: String?) {
        let outcome = choose(running: running, status: status, agent: agent, inquiry, evident: false)
        #expect(outcome.reason == reason)
        #expect(outcome.figure.value == nil)
    }

    @Test("For what may pass, the last good answer is shown while the agent was heard lately")
    func previous() throws {
        let good = try #require(GuestDisk.use(of: try filesystems(Self.root)))
        let kept = choose(agent: .expectedUnreachable, .failed("agent-timeout"), previous: good)
        #expect(kept.reason == "prev-agent-timeout")
        #expect(kept.figure.value == good)
        #expect(kept.figure.measuredAt == start)
        #expect(kept.figure.fallbacks == [.init(source: "guest-agent-fsinfo", reason: "agent-timeout")])
        #expect(choose(status: false, agent: nil, .open, previous: good).reason == "prev-no-status")
        #expect(choose(.failed("agent-timeout"), previous: good, evident: false).reason == "agent-timeout")
        for (running, agent) in [(false, GuestAgentState.available), (true, .disabled)] {
            #expect(choose(running: running, agent: agent, .open, previous: good).figure.value == nil)
        }
    }

    @Test(
        "Space that is mounted more than once counts once",
        arguments: [
            (
                #"[{"name":"sda1","mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40},{"name":"sda1","mountpoint":"/srv","type":"ext4","total-bytes":100,"used-bytes":40}]"#,
                100, 2
            ),
            (
                #"[{"mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40,"disk":[{"dev":"/dev/sda1"}]},{"mountpoint":"/b","type":"ext4","total-bytes":100,"used-bytes":40,"disk":[{"dev":"/dev/sda1"}]}]"#,
                100, 2
            ),
            (
                #"[{"name":"root","mountpoint":"/","type":"btrfs","total-bytes":100,"used-bytes":40},{"name":"home","mountpoint":"/home","type":"btrfs","total-bytes":100,"used-bytes":40}]"#,
                100, 2
            ),
            (
                #"[{"name":"tank/a","mountpoint":"/a","type":"zfs","total-bytes":100,"used-bytes":40},{"name":"tank/b","mountpoint":"/b","type":"zfs","total-bytes":90,"used-bytes":30}]"#,
                190, 2
            ),
            (
                #"[{"name":"sda1","mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40},{"name":"sdb1","mountpoint":"/b","type":"ext4","total-bytes":100,"used-bytes":40}]"#,
                200, 2
            ),
            (
                #"[{"name":"sda1","mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":140},{"name":"sda1","mountpoint":"/x","type":"ext4"}]"#,
                100, 1
            ),
        ] as [(String, Int64, Int)])
    func duplicates(text: String, total: Int64, listed: Int) throws {
        let use = try #require(GuestDisk.use(of: try filesystems(text)))
        #expect(use.capacity.total == total)
        #expect(use.filesystems.count == listed)
        #expect((use.capacity.used ?? 0) <= total)
    }

    @Test(
        "What counts as disk space of a guest",
        arguments: [
            ("ext4", "/", true), ("NTFS", "C:\\", true), ("zfs", "/tank", true), ("vfat", "/boot", true),
            ("apfs", "/System/Volumes/Data", true),
            ("ext4", "/development", true), ("xfs", "/runtime", true), ("ext4", "/var/lib/dockerfiles", true),
            ("squashfs", "/snap/core/1", false), ("tmpfs", "/tmp", false), ("cgroup2", "/x", false), ("overlay", "/merged", false),
            ("CDFS", "D:\\", false), ("UDF", "E:\\", false), ("nfs4", "/mnt", false), ("fuse.sshfs", "/mnt", false), ("9p", "/mnt", false),
            ("cifs", "/mnt", false), ("ext4", "/dev/x", false), ("ext4", "/run", false), ("ext4", "/var/run/x", false),
            ("ext4", "/var/lib/docker/overlay2/a", false), ("vfat", "/boot/efi", false), ("fuse", "/etc/pve", false),
            ("apfs", "/System/Volumes/VM", false), ("erofs", "/usr", false),
        ] as [(String, String, Bool)])
    func selection(type: String, mountpoint: String, counts: Bool) {
        #expect(FilesystemSelection.counts(type: type, mountpoint: mountpoint) == counts)
    }

    @Test(
        "How the agent fares",
        arguments: [
            (true, true, 10, .available), (nil, true, 10, .available), (true, false, 10, .expectedUnreachable),
            (true, nil, 10, .expectedUnreachable),
            (true, false, 601, .notRunning), (true, true, 601, .notRunning), (true, false, nil, .notRunning), (true, nil, nil, nil),
            (false, nil, nil, .disabled), (false, true, 10, .disabled), (nil, nil, nil, nil),
        ] as [(Bool?, Bool?, Int64?, GuestAgentState?)])
    func agent(isEnabled: Bool?, isAnswering: Bool?, age: Int64?, state: GuestAgentState?) {
        let decided = GuestAgentState.decide(
            isEnabled: isEnabled, isAnswering: isAnswering, lastAnswer: age.map { Timestamp.after(1000 - $0) }, now: .after(1000))
        #expect(decided == state)
    }
}
