import PulseCore

/// What `/proc/stat` says about the processors.
struct ProcStat: Hashable, Sendable {
    var times: CPUTimes
    /// Processors that are online.
    var count: Int
    var bootTime: Timestamp?

    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        var times: CPUTimes?
        var count = 0
        var bootTime: Timestamp?
        while var line = cursor.line() {
            guard let key = line.word() else { continue }
            if key == "cpu" {
                times = CPUTimes(&line)
            } else if key.hasPrefix("cpu") {
                count += 1
            } else if key == "btime" {
                bootTime = line.number().map { Timestamp(seconds: Int64(clamping: $0)) }
            }
        }
        guard let times else { return nil }
        self.times = times
        self.count = count
        self.bootTime = bootTime
    }
}

extension CPUTimes {
    /// Reads the numbers of a `cpu` line; old kernels give fewer, the first four are needed.
    init?(_ line: inout ByteCursor) {
        for index in 0..<8 {
            guard let value = line.number() else {
                if index < 4 { return nil }
                break
            }
            ticks[index] = value
        }
    }
}
