import PulseCore

/// A replication job: what is configured (`/cluster/replication`) or how it fares (`/nodes/{n}/replication` and
/// `/nodes/{n}/replication/{id}/status`), which have the same shape.
public struct ReplicationJob: Sendable, Equatable {
    public static let most = 4096

    public var id: String
    public var guest: Int?
    public var number: Int?
    public var source: String?
    public var target: String?
    public var schedule: String?
    public var type: String?
    /// Megabytes per second.
    public var rate: Double?
    public var isDisabled: Bool?
    public var comment: String?
    public var removal: String?

    // How it fares.
    public var lastSync: Timestamp?
    public var nextSync: Timestamp?
    /// Seconds.
    public var duration: Double?
    public var failCount: Int?
    public var error: String?
    public var state: String?
    /// It is copying now.
    public var isRunning = false

    public init(id: String) { self.id = id }

    /// Reads `{"data":…}`, a list of jobs or one. Rows without an id are left out.
    public static func all(in answer: [UInt8]) throws(JSONFailure) -> [ReplicationJob] {
        try Envelope.rows(answer, most: most) { (reader) throws(JSONFailure) in try ReplicationJob(reading: &reader) }
    }

    init?(reading reader: inout JSONReader) throws(JSONFailure) {
        var job = ReplicationJob(id: "")
        try reader.object { (key, reader) throws(JSONFailure) in
            switch key {
            case "id": job.id = try reader.text() ?? ""
            case "guest": job.guest = try reader.int()
            case "jobnum": job.number = try reader.int()
            case "source": job.source = try reader.text()
            case "target": job.target = try reader.text()
            case "schedule": job.schedule = try reader.text()
            case "type": job.type = try reader.text()
            case "rate": job.rate = try reader.double()
            case "disable": job.isDisabled = try reader.bool()
            case "comment": job.comment = try reader.text()
            case "remove_job": job.removal = try reader.text()
            default: try job.readState(key, &reader)
            }
        }
        guard !job.id.isEmpty else { return nil }
        job.settleID()
        self = job
    }

    private mutating func readState(_ key: JSONKey, _ reader: inout JSONReader) throws(JSONFailure) {
        switch key {
        case "last_sync": lastSync = try reader.moment()
        case "next_sync": nextSync = try reader.moment()
        case "duration": duration = try reader.double().map { max(0, $0) }
        case "fail_count": failCount = try reader.int().map { max(0, $0) }
        case "error": error = try reader.text()
        case "state": state = try reader.text()
        case "pid": isRunning = try reader.int() ?? 0 > 0
        default: break
        }
    }

    /// An id is the guest's and the job's number, `100-0`.
    private mutating func settleID() {
        let parts = id.split(separator: "-")
        guard parts.count == 2 else { return }
        guest = guest ?? Int(parts[0])
        number = number ?? Int(parts[1])
    }
}
