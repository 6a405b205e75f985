import PulseCore
import PulseInventory

/// A cluster as `/cluster/ceph/status` (the output of `ceph status`) tells of it.
public struct CephStatus: Sendable, Equatable {
    /// At most so many checks are kept.
    public static let mostChecks = 256

    public struct Check: Sendable, Equatable {
        public var code: String
        public var severity = ""
        public var summary = ""
        /// Somebody silenced it.
        public var isMuted = false
    }

    public var fsid: String?
    /// `HEALTH_OK`, `HEALTH_WARN` or `HEALTH_ERR`.
    public var health: String?
    /// Sorted by their code.
    public var checks: [Check] = []
    public var monitors = CephDaemons()
    public var managers = CephDaemons()
    public var metadataServers = CephDaemons()
    public var osds: Int?
    public var osdsUp: Int?
    public var osdsIn: Int?
    public var placementGroups: Int?
    public var space: StorageSpace?
    /// Further kinds of daemons, for example `rgw`, by name.
    public var services: [String: Int] = [:]

    /// Reads `{"data":{…}}`. `nil` when it is no status of a cluster.
    public init?(answer: [UInt8]) throws(JSONFailure) {
        var status = CephStatus()
        try Envelope.open(answer) { (reader) throws(JSONFailure) in try status.read(&reader) }
        guard status.health != nil || status.fsid != nil else { return nil }
        self = status
    }

    init() {}

    private mutating func read(_ reader: inout JSONReader) throws(JSONFailure) {
        var mapID: String?
        var quorum: Int?
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "fsid": fsid = try reader.text()
            case "health": try readHealth(&reader)
            case "osdmap": try readOSDs(&reader)
            case "pgmap": try readGroups(&reader)
            case "monmap": mapID = try readMonitors(&reader)
            case "quorum_names": quorum = try reader.strings().count
            case "mgrmap": try readManagers(&reader)
            case "fsmap": try readMetadataServers(&reader)
            case "servicemap": try readServices(&reader)
            default: break
            }
        }
        fsid = fsid ?? mapID
        monitors.running = quorum ?? monitors.running
        monitors.total = max(monitors.total, monitors.running)
    }

    private mutating func readHealth(_ reader: inout JSONReader) throws(JSONFailure) {
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "status", "overall_status": health = try reader.text() ?? health
            case "checks":
                try reader.object { (code, reader) throws(JSONFailure) in
                    guard checks.count < Self.mostChecks else { return }
                    checks.append(try Self.check(code.text, &reader))
                }
            default: break
            }
        }
        checks.sort { $0.code < $1.code }
    }

    private static func check(_ code: String, _ reader: inout JSONReader) throws(JSONFailure) -> Check {
        var check = Check(code: code)
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "severity": check.severity = try reader.text() ?? ""
            case "muted": check.isMuted = try reader.bool() ?? false
            case "summary":
                if try reader.kind() == .string {
                    check.summary = try reader.text() ?? ""
                } else {
                    try reader.object { (key, reader) throws(JSONFailure) in
                        if case "message" = key { check.summary = try reader.text() ?? "" }
                    }
                }
            default: break
            }
        }
        return check
    }
}

/// How many daemons of a kind there are, and how many work.
public struct CephDaemons: Sendable, Equatable {
    public var running = 0
    public var total = 0
    public init() {}
}
