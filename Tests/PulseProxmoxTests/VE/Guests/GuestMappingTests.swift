import PulseCore
import PulseInventory
import Testing

@testable import PulseProxmox

@Suite("Guests as resources")
struct GuestMappingTests {
    private let scope = InstanceScope(instance: "pve", clusterName: "lab")

    private func row(_ text: String) throws -> GuestRow { try #require(try GuestRow.clusterList(answer("[\(text)]")).rows.first) }

    private func map(
        _ mapping: inout GuestMapping, _ row: GuestRow, _ detail: GuestDetail = GuestDetail(), listed: Timestamp? = nil, at now: Timestamp
    ) -> ObservedResource {
        mapping.resource(.init(row: row, listedAt: listed ?? now), detail: detail, node: .online, scope: scope, at: now)
    }

    private static let machine = """
        {"type":"qemu","vmid":100,"node":"a","name":"web","status":"running","cpu":0.5,"maxcpu":4,"mem":1073741824,"maxmem":4294967296,"memhost":2147483648,
        "maxdisk":100,"netin":1000,"netout":0,"diskread":0,"diskwrite":0,"uptime":50,"tags":"prod;web","pool":"p","lock":"backup"}
        """

    private func detail() throws -> GuestDetail {
        var detail = GuestDetail()
        detail.status = Carried(try GuestStatus(answer(#"{"agent":1,"freemem":3221225472,"pressurecpusome":1.5}"#)), at: start)
        let list = try GuestFilesystem.list(agentAnswer(#"[{"mountpoint":"/","type":"ext4","total-bytes":100,"used-bytes":40}]"#)).rows
        detail.filesystems = Carried(.listed(list), at: start)
        detail.interfaces = Carried(
            try GuestInterface.agentList(
                agentAnswer(
                    #"[{"name":"eth0","hardware-address":"BC:24:11:2E:C5:4A","ip-addresses":[{"ip-address":"10.0.0.10","prefix":24}]}]"#)
            ).rows, at: start)
        detail.system = Carried(try GuestSystem(agentAnswer(#"{"name":"Debian GNU/Linux","version":"12"}"#)), at: start)
        detail.isAgentAnswering = true
        detail.lastAgentAnswer = start
        return detail
    }

    @Test("A machine with everything known")
    func full() throws {
        var mapping = GuestMapping()
        let guest = map(&mapping, try row(Self.machine), try detail(), at: start)
        #expect(guest.kind == .vm)
        #expect(guest.sourceID == "pve:a:100")
        #expect(guest.technology == "qemu")
        #expect(guest.status == .online)
        #expect(guest.parent == ParentReference(kind: .agent, sourceID: "pve-a"))
        #expect(guest.identity.proxmoxGuestKey == "pve:100")
        #expect(guest.identity.ipAddresses == ["10.0.0.10"])
        #expect(guest.identity.macAddresses == ["bc:24:11:2e:c5:4a"])
        #expect(guest.identity.hostnames == ["web"])
        #expect(guest.tags == ["prod", "web"])
        #expect(guest.metrics.cpu == 50)
        #expect(guest.metrics.memory == Capacity(used: gibibyte, total: 4 * gibibyte))
        #expect(guest.metrics.disk == Capacity(used: 40, total: 100))
        #expect(guest.metrics.netIn == nil)
        let facet = try #require(guest.facets.proxmox)
        #expect(facet.guestAgentStatus == "available")
        #expect(facet.osName == "Debian GNU/Linux")
        #expect(facet.lock == "backup")
        #expect(facet.pool == "p")
        #expect(facet.cpus == 4)
        #expect(facet.hostMemory == 2 * gibibyte)
        #expect(facet.pressure?.cpuSome?.avg10 == 1.5)
        #expect(facet.clusterName == "lab")
        #expect(facet.diskStatusReason == nil)
        #expect(facet.disks.map(\.mountpoint) == ["/"])
        #expect(guest.provenance.map(\.source) == ["cluster-resources", "freemem", "guest-agent-fsinfo"])
        #expect(Set(guest.samples.map(\.metric)) == [.cpu, .memory, .memoryUsed, .disk, .hostMemory, .pressureCPU])
    }

    @Test("A running machine without an agent has no disk use, and says why (check 6)")
    func withoutAgent() throws {
        var mapping = GuestMapping()
        var detail = GuestDetail()
        detail.status = Carried(try GuestStatus(answer(#"{"agent":0}"#)), at: start)
        let guest = map(&mapping, try row(Self.machine), detail, at: start)
        #expect(guest.metrics.disk == Capacity(used: nil, total: 100))
        #expect(guest.metrics.disk?.percent == nil)
        #expect(guest.facets.proxmox?.diskStatusReason == "agent-disabled")
        #expect(guest.facets.proxmox?.guestAgentStatus == "disabled")
        #expect(!guest.samples.contains { $0.metric == .disk })
        let provenance = try #require(guest.provenance.first { $0.metric == .disk })
        #expect(provenance.source == "unavailable")
        #expect(provenance.fallbacks.first == .init(source: "guest-agent-fsinfo", reason: "agent-disabled"))
    }

    @Test("Before its status was asked for nothing is said against the disk; after a failure it is")
    func status() throws {
        var mapping = GuestMapping()
        #expect(map(&mapping, try row(Self.machine), at: start).facets.proxmox?.diskStatusReason == nil)
        var detail = GuestDetail()
        detail.hasStatusFailed = true
        #expect(map(&mapping, try row(Self.machine), detail, at: start).facets.proxmox?.diskStatusReason == "no-status")
        var late = try self.detail()
        late.hasStatusFailed = true
        #expect(map(&mapping, try row(Self.machine), late, at: .after(150)).facets.proxmox?.diskStatusReason == nil)
        #expect(map(&mapping, try row(Self.machine), late, at: .after(151)).facets.proxmox?.diskStatusReason == "prev-no-status")
    }

    @Test("A stopped machine is offline, uses no memory, and adds nothing to the history")
    func stopped() throws {
        var mapping = GuestMapping()
        let text = #"{"type":"qemu","vmid":100,"node":"a","status":"stopped","cpu":0,"mem":0,"maxmem":1024,"maxdisk":100,"uptime":0}"#
        let guest = map(&mapping, try row(text), at: start)
        #expect(guest.status == .offline)
        #expect(guest.name == "VM 100")
        #expect(guest.metrics.memory?.used == 0)
        #expect(guest.uptime == nil)
        #expect(guest.facets.proxmox?.diskStatusReason == "vm-stopped")
        #expect(guest.facets.proxmox?.guestAgentStatus == nil)
        #expect(guest.samples.isEmpty)
    }

    @Test("Rates follow the counters of the list, else of the status, and survive a migration (check 5)")
    func rates() throws {
        var mapping = GuestMapping()
        var row = try row(Self.machine)
        _ = map(&mapping, row, at: start)
        row.node = "b"
        row.uptime = 60
        row.counters.netIn = 3000
        let moved = map(&mapping, row, at: .after(10))
        #expect(moved.metrics.netIn == 200)
        #expect(moved.metrics.netOut == 0)
        #expect(moved.samples.contains(Sample(.netIn, 200)))
        #expect(moved.sourceID == "pve:b:100")
        // The status is another worker's sample and does not count while the list has the counter.
        var detail = GuestDetail()
        detail.status = Carried(try GuestStatus(answer(#"{"netin":4000,"uptime":72}"#)), at: .after(21))
        row.uptime = 70
        row.counters.netIn = 3500
        #expect(map(&mapping, row, detail, listed: .after(20), at: .after(21)).metrics.netIn == 50)
        row.counters.netIn = nil
        let told = map(&mapping, row, detail, listed: .after(20), at: .after(21))
        #expect(told.metrics.netIn == 500)
        #expect(told.provenance.first { $0.metric == .netIn }?.source == "status")
    }

    @Test("A guest that is kept though its node is silent gives no samples, and its figures keep their time")
    func kept() throws {
        var mapping = GuestMapping()
        let row = try row(Self.machine)
        _ = map(&mapping, row, at: start)
        let guest = map(&mapping, row, listed: start, at: .after(20))
        #expect(guest.samples.isEmpty)
        #expect(guest.status == .online)
        #expect(guest.provenance.first { $0.metric == .cpu }?.measuredAt == start)
    }

    @Test("The lock is the list's, else that of a status of just now", arguments: [(30, "migrate"), (31, nil)] as [(Int64, String?)])
    func lock(age: Int64, lock: String?) throws {
        var mapping = GuestMapping()
        var detail = GuestDetail()
        detail.status = Carried(try GuestStatus(answer(#"{"lock":"migrate"}"#)), at: start)
        var row = try row(Self.machine)
        #expect(map(&mapping, row, detail, at: .after(age)).facets.proxmox?.lock == "backup")
        row.lock = nil
        #expect(map(&mapping, row, detail, at: .after(age)).facets.proxmox?.lock == lock)
    }

    @Test("A machine that its emulator has paused is offline")
    func paused() throws {
        var mapping = GuestMapping()
        var detail = GuestDetail()
        detail.status = Carried(try GuestStatus(answer(#"{"status":"running","qmpstatus":"paused"}"#)), at: start)
        let guest = map(&mapping, try row(Self.machine), detail, at: start)
        #expect(guest.facets.proxmox?.runtimeStatus == "paused")
        #expect(guest.status == .offline)
    }

    @Test("A container: its root filesystem, its mounts, its addresses, and once an image always an image")
    func container() throws {
        var details = GuestDetails()
        let text =
            #"{"type":"lxc","vmid":101,"node":"a","name":"db","status":"running","cpu":0.1,"mem":5,"maxmem":10,"disk":20,"maxdisk":100,"uptime":9}"#
        let row = try row(text)
        for call in details.due(at: start, guests: [row]) where call.kind == .containerConfiguration {
            let config =
                #"{"ostype":"unmanaged","entrypoint":"/x","onboot":1,"rootfs":"l:v,size=100","mp0":"/s,mp=/data","net0":"name=eth0,hwaddr=AA:BB:CC:00:11:22,ip=10.0.0.9/24"}"#
            details.took(call, .success(answer(config)), at: start)
        }
        for call in details.due(at: .after(400), guests: [row]) where call.kind == .containerConfiguration {
            details.took(
                call,
                .success(answer(#"{"ostype":"debian","rootfs":"l:v,size=100","mp0":"/s,mp=/data","net0":"name=eth0,ip=10.0.0.9/24"}"#)),
                at: .after(400))
        }
        var mapping = GuestMapping()
        let guest = map(&mapping, row, try #require(details[row.key]), at: .after(400))
        #expect(guest.kind == .systemContainer)
        #expect(guest.technology == "oci")
        #expect(guest.metrics.disk == Capacity(used: 20, total: 100))
        #expect(guest.metrics.memory == Capacity(used: 5, total: 10))
        #expect(guest.identity.ipAddresses == ["10.0.0.9"])
        let facet = try #require(guest.facets.proxmox)
        #expect(facet.isOCI == true)
        #expect(facet.osName == "Debian")
        #expect(facet.disks.map(\.mountpoint) == ["/", "/data"])
        #expect(facet.disks.map(\.used) == [20, nil])
        #expect(facet.diskStatusReason == nil)
        #expect(facet.guestAgentStatus == nil)
    }

    @Test("Numbers as texts map to the same resource (check 20)")
    func texts() throws {
        var one = GuestMapping()
        var other = GuestMapping()
        let texts = Self.machine.replacing("1073741824", with: "\"1,073,741,824\"").replacing("4294967296", with: "\"4294967296\"")
            .replacing("0.5", with: "\"0.5\"").replacing(":100,", with: ":\"100\",")
        #expect(map(&one, try row(Self.machine), at: start) == map(&other, try row(texts), at: start))
    }
}
