import FoundationEssentials
import PulseCore
import PulseMonitor
import PulseOutbound
import PulseProxmox
import PulseStorage
import Testing

@Suite struct ConnectionStoreTests {
    /// A data directory of its own, with the key that its secrets are under.
    private final class Place {
        let path = "/tmp/pulse-connections-\(UInt64.random(in: .min ... .max))"
        let clock = ManualWallClock(Timestamp(seconds: 1_700_000_000))
        let directory: DataDirectory
        let database: PulseDatabase
        let secrets: SecretBox

        init() throws {
            directory = try DataDirectory.open(path)
            database = try PulseDatabase(directory: directory, migrations: [])
            secrets = try SecretBox.open(directory: directory, database: database)
        }

        deinit {
            try? database.close()
            try? FileManager.default.removeItem(atPath: path)
        }

        func store() -> ConnectionStore { ConnectionStore(directory: directory, secrets: secrets, clock: clock) }
        func bytes() throws -> [UInt8] { try AtomicFile.load(directory.file("nodes.enc")) ?? [] }
    }

    private static var full: ProxmoxConnection {
        var connection = ProxmoxConnection(
            id: ConnectionID.make(), product: .pve, name: "Site A", host: "https://pve1:8006",
            credentials: .token(id: "pulse@pve!t", secret: "the-secret"))
        connection.guestURL = "https://guest.example"
        connection.fingerprint = Fingerprint(certificate: [1, 2, 3])
        connection.isEnabled = false
        connection.verifySSL = true
        connection.monitors.backups = false
        connection.monitors.physicalDisks = false
        connection.physicalDiskPollingMinutes = 7
        connection.temperatureMonitoring = true
        connection.registeredBy = "script"
        var member = ClusterMember(identity: "id-1", name: "pve1", isOnline: false)
        member.nativeID = "1"
        member.aliases = ["old"]
        member.displayName = "Rack"
        member.host = "https://192.0.2.1:8006"
        member.ip = "192.0.2.1"
        member.ipOverride = "192.0.2.2"
        member.guestURL = "https://rack.example"
        member.fingerprint = Fingerprint(certificate: [4])
        member.changedFingerprint = Fingerprint(certificate: [5])
        connection.cluster = ClusterMembership(name: "prod", members: [member])
        return connection
    }

    @Test func whatIsSavedIsReadAgainAndIsNotPlain() async throws {
        let place = try Place()
        var backup = ProxmoxConnection(
            id: ConnectionID.make(), product: .pbs, name: "vault", host: "https://vault:8007",
            credentials: .password(user: "a@pbs", password: "pass-word"))
        backup.excludedDatastores = ["tmp-*"]
        let (one, two) = (Self.full, backup)
        try await place.store().change { list in
            try list.add(one)
            try list.add(two)
        }
        let again = place.store()
        #expect(again.fault == nil)
        #expect(again.list.all == [one, two])
        let text = String(decoding: try place.bytes(), as: UTF8.self)
        #expect(!text.contains("the-secret") && !text.contains("pve1"))
        #expect(try FileStatus.of(place.directory.file("nodes.enc"))?.permissions == 0o600)
    }

    @Test func aFailedSaveChangesNothing() async throws {
        let place = try Place()
        let store = place.store()
        let one = Self.full
        try await store.change { try $0.add(one) }
        // A directory in its place: the file can be neither read nor replaced.
        try FileManager.default.removeItem(atPath: place.directory.file("nodes.enc"))
        try FileManager.default.createDirectory(atPath: place.directory.file("nodes.enc"), withIntermediateDirectories: false)
        await #expect(throws: PulseError.self) { try await store.change { $0.remove(id: one.id) } }
        await #expect(throws: PulseError.self) { try await store.remove(id: one.id) }
        #expect(store.list.all == [one])
    }

    @Test func onlyADeletionMayLeaveTheListEmpty() async throws {
        let place = try Place()
        let store = place.store()
        let one = Self.full
        try await store.change { try $0.add(one) }
        let error = await #expect(throws: PulseError.self) { try await store.change { $0 = ConnectionList() } }
        #expect(error?.code == "save_failed")
        #expect(store.list.all == [one])
        try await store.remove(id: one.id)
        #expect(place.store().list.isEmpty)
    }

    @Test(arguments: [0, 20, -1]) func whatCannotBeReadIsNeverReplaced(position: Int) async throws {
        let place = try Place()
        let one = Self.full
        try await place.store().change { try $0.add(one) }
        var damaged = try place.bytes()
        damaged[position < 0 ? damaged.count - 1 : position] ^= 1
        try AtomicFile.save(damaged, to: place.directory.file("nodes.enc"))
        let store = place.store()
        #expect(store.fault?.code == "connections_unreadable")
        #expect(store.list.isEmpty)
        let two = Self.full
        await #expect(throws: PulseError.self) { try await store.change { try $0.add(two) } }
        #expect(try place.bytes() == damaged)
    }

    @Test func aFileThatIsDamagedWhileTheServerRunsIsNotReplacedEither() async throws {
        let place = try Place()
        let store = place.store()
        let one = Self.full
        try await store.change { try $0.add(one) }
        try AtomicFile.save([1, 2, 3], to: place.directory.file("nodes.enc"))
        let error = await #expect(throws: PulseError.self) { try await store.remove(id: one.id) }
        #expect(error?.code == "save_failed")
        #expect(try place.bytes() == [1, 2, 3])
        #expect(store.list.all == [one])
    }

    @Test func theNewestTenBackupsAreKept() async throws {
        let place = try Place()
        let store = place.store()
        let one = Self.full
        try await store.change { try $0.add(one) }
        for number in 0..<14 {
            place.clock.advance(by: .seconds(1))
            try await store.change { list in
                var changed = one
                changed.physicalDiskPollingMinutes = number + 100
                try list.replace(changed)
            }
        }
        let names = try place.directory.names().filter { $0.hasPrefix("nodes.enc") }
        #expect(names.count == 12, "the file, its backup, and ten dated ones")
        #expect(names.contains("nodes.enc.backup") && names.contains("nodes.enc.backup-20231114-221334"))
        #expect(!names.contains("nodes.enc.backup-20231114-221321"))
    }

    @Test func theShapeOfEarlierServersIsRead() async throws {
        let place = try Place()
        let plain = #"""
            {"PVEInstances":[{"Name":"a","Host":"https://a:8006/","User":"root@pam","Password":"p","VerifySSL":true,"MonitorVMs":true,"MonitorBackups":false},
             {"Name":"a","Host":"b","TokenName":"u@pam!t","TokenValue":"v","Disabled":true}],
             "PBSInstances":null,"PMGInstances":[{"Name":"m","Host":"m","User":"u@pmg","Password":"q"}]}
            """#
        try AtomicFile.save(try place.secrets.seal(Array(plain.utf8)), to: place.directory.file("nodes.enc"))
        let list = place.store().list
        #expect(list.all.map(\.host) == ["https://a:8006", "https://b:8006", "https://m:8006"])
        #expect(list.all.map(\.name) == ["a", "a (2)", "m"])
        #expect(list.all[0].credentials == .password(user: "root@pam", password: "p"))
        #expect(list.all[0].verifySSL && list.all[0].monitors.vms && !list.all[0].monitors.backups)
        #expect(list.all[1].credentials == .token(id: "u@pam!t", secret: "v"))
        #expect(!list.all[1].isEnabled)
    }
}
