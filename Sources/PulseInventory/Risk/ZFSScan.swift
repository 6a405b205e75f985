/// What `zpool status` says of the last or the running scan of a pool, for example
/// `scrub repaired 0B in 00:12:34 with 0 errors on Sun Apr 14 00:24:35 2024`.
public struct ZFSScan: Sendable, Equatable {
    public enum State: String, Sendable { case running, paused, finished, canceled }

    /// `scrub` or `resilver`.
    public var function: String
    public var state: State
    public var errors: Int64?
    /// 0 to 100, while it runs.
    public var percent: Double?

    /// `nil` when the text tells of no scan.
    public init?(_ text: String) {
        let lower = text.lowercased()
        if lower.hasPrefix("resilver") { function = "resilver" } else if lower.hasPrefix("scrub") { function = "scrub" } else { return nil }
        if lower.contains("paused") {
            state = .paused
        } else if lower.contains("in progress") {
            state = .running
        } else if lower.contains("canceled") || lower.contains("cancelled") {
            state = .canceled
        } else {
            state = .finished
        }
        let words = lower.split { $0.isWhitespace || $0 == "," }
        for (word, next) in zip(words, words.dropFirst()) {
            if next == "errors" || next == "error" { errors = Int64(word) ?? errors }
            if next == "done", word.hasSuffix("%") { percent = Double(word.dropLast()) }
        }
    }
}

extension RiskAssessment.ZFSPool {
    /// What a pool says of itself.
    public init(_ pool: ZFSPoolFacet) {
        self.init(state: pool.state)
        readErrors = pool.readErrors
        writeErrors = pool.writeErrors
        checksumErrors = pool.checksumErrors
        if let scan = pool.scan.flatMap(ZFSScan.init) {
            activeScan = scan.state == .running ? scan.function : nil
            scanErrors = scan.errors ?? 0
        }
        devices = pool.devices.map { device in
            let errors = device.readErrors &+ device.writeErrors &+ device.checksumErrors
            return Device(name: device.name, state: device.state, errors: errors)
        }
        let gone: Set<String> = ["UNAVAIL", "REMOVED"]
        missingDevices = pool.devices.count { $0.type == "disk" && gone.contains($0.state.uppercased()) }
    }
}
