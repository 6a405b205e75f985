import PulseCore
import PulseInventory

/// ZFS pools behind storages, `alerts` §6.2 and §6.8.
enum PoolRules {
    static func judge(_ subject: Subject, _ pool: ZFSPoolFacet, isKnown: Bool, _ visit: (Judgement) -> Void) {
        let at = subject.lastHeard(.proxmox)
        let settings = subject.settings
        let errors = pool.readErrors &+ pool.writeErrors &+ pool.checksumErrors
        let faults: Judgement.Reading = errors > 0 ? .faulty(.warning, value: Double(errors), threshold: 0) : .fine
        subject.judge(.poolState, isKnown ? reading(state: pool.state) : .unknown, at: at, as: settings, visit)
        subject.judge(.poolErrors, isKnown ? faults : .unknown, at: at, as: settings, visit)
        for device in pool.devices where device.name != pool.name {
            // A mirror or raidz group is degraded by its disks and degrades the pool; both have alerts of their own.
            let reading = !isKnown ? .unknown : device.isGroup ? Judgement.Reading.off(.otherSource) : reading(device)
            subject.judge(.poolDevice, part: device.name, reading, at: at, as: settings, visit)
        }
        let scanned: Judgement.Reading = isKnown ? pool.scan.map(reading(scan:)) ?? .fine : .unknown
        subject.judge(.poolState, part: scanPart, scanned, at: at, as: settings, visit)
    }

    /// Another storage on the pool says all that.
    static func leave(_ subject: Subject, _ pool: ZFSPoolFacet, _ visit: (Judgement) -> Void) {
        let (at, settings, reading) = (subject.lastHeard(.proxmox), subject.settings, Judgement.Reading.off(.otherSource))
        subject.judge(.poolState, reading, at: at, as: settings, visit)
        subject.judge(.poolErrors, reading, at: at, as: settings, visit)
        for device in pool.devices where device.name != pool.name {
            subject.judge(.poolDevice, part: device.name, reading, at: at, as: settings, visit)
        }
        subject.judge(.poolState, part: scanPart, reading, at: at, as: settings, visit)
    }

    /// The part of the rule about the last or the running scan.
    static let scanPart = "scan"

    static func reading(state: String) -> Judgement.Reading {
        switch state.uppercased() {
        case "ONLINE": .fine
        case "DEGRADED": .faulty(.warning, value: 0, threshold: 0)
        case "FAULTED", "FAILED", "OFFLINE", "REMOVED", "UNAVAIL", "SUSPENDED": .faulty(.critical, value: 0, threshold: 0)
        default: .unknown
        }
    }

    static func reading(_ device: ZFSPoolFacet.Device) -> Judgement.Reading {
        let errors = Double(device.readErrors &+ device.writeErrors &+ device.checksumErrors)
        switch device.state.uppercased() {
        case "FAULTED", "FAILED", "OFFLINE", "REMOVED", "UNAVAIL": return .faulty(.critical, value: errors, threshold: 0)
        case "ONLINE", "AVAIL", "INUSE": return errors > 0 ? .faulty(.warning, value: errors, threshold: 0) : .fine
        case "": return .unknown
        default: return .faulty(.warning, value: errors, threshold: 0)
        }
    }

    /// Errors found are critical; data that is being made redundant again is a warning.
    private static func reading(scan text: String) -> Judgement.Reading {
        guard let scan = ZFSScan(text) else { return .fine }
        if let errors = scan.errors, errors > 0 { return .faulty(.critical, value: Double(errors), threshold: 0) }
        return scan.function == "resilver" && scan.state == .running ? .faulty(.warning, value: 0, threshold: 0) : .fine
    }
}

extension ZFSPoolFacet.Device {
    /// Made of other devices.
    fileprivate var isGroup: Bool {
        ["mirror", "raidz", "draid", "replacing", "spare"].contains { type.hasPrefix($0) } && name.contains("-")
    }
}
