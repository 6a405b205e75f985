import PulseCore
import Testing

@testable import PulseProxmox

@Suite("Slow parts of a poll")
struct SlowPartsTests {
    private let connection = ProxmoxConnection(
        id: "1", product: .pve, name: "a", host: "https://a:8006", credentials: .token(id: "a@pam!t", secret: "s"))

    @Test("Everything at first; disks and pools again when their time has come")
    func cadence() {
        var parts = SlowParts()
        #expect(parts.due(at: second(0), storageTypes: []) == [.temperatures, .storage, .zfs, .disks, .replication, .updates])
        #expect(parts.due(at: second(10), storageTypes: ["rbd"]) == [.temperatures, .storage, .ceph, .replication, .updates])
        #expect(!parts.due(at: second(299), storageTypes: []).contains(.disks))
        #expect(parts.due(at: second(300), storageTypes: []).contains(.disks))
        parts.expire(.disks)
        #expect(parts.due(at: second(301), storageTypes: []).contains(.disks))
    }

    @Test("A clock that was set back does not stop them")
    func clock() {
        var parts = SlowParts()
        _ = parts.due(at: second(1000), storageTypes: [])
        #expect(parts.due(at: second(0), storageTypes: []).contains(.disks))
    }

    @Test("ZFS is not asked for when it is switched off", arguments: ["1", "true", "TRUE", "yes", "on"])
    func withoutZFS(value: String) {
        let settings = SlowParts.Settings(connection, environment: ["PULSE_DISABLE_ZFS_MONITORING": value], temperatures: true)
        var parts = SlowParts(settings: settings)
        #expect(!parts.due(at: second(0), storageTypes: []).contains(.zfs))
    }

    @Test("A connection's switches and intervals")
    func settings() {
        var connection = connection
        connection.monitors.storage = false
        connection.monitors.physicalDisks = false
        connection.temperatureMonitoring = false
        var parts = SlowParts(settings: .init(connection, environment: [:], temperatures: true))
        #expect(parts.due(at: second(0), storageTypes: ["rbd"]) == [.replication, .updates])
        connection.monitors.physicalDisks = nil
        connection.temperatureMonitoring = nil
        connection.physicalDiskPollingMinutes = 60
        let settings = SlowParts.Settings(connection, environment: ["PULSE_DISABLE_ZFS_MONITORING": "false"], temperatures: false)
        #expect(settings.disks && settings.zfs && !settings.temperatures && settings.diskInterval == .seconds(3600))
    }
}
