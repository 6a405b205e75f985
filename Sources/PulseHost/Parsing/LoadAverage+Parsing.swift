extension LoadAverage {
    /// Reads `/proc/loadavg`.
    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        guard let one = cursor.decimal(), let five = cursor.decimal(), let fifteen = cursor.decimal() else { return nil }
        self.init(one: one, five: five, fifteen: fifteen)
    }
}

extension ResourcePressure {
    /// Reads a file of `/proc/pressure`.
    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        var some: StallShare?
        var full: StallShare?
        while var line = cursor.line() {
            guard let kind = line.word() else { continue }
            if kind == "some" {
                some = StallShare(line)
            } else if kind == "full" {
                full = StallShare(line)
            }
        }
        guard let some else { return nil }
        self.init(some: some, full: full)
    }
}

extension StallShare {
    /// Reads `avg10=… avg60=… avg300=…`.
    init?(_ line: ByteCursor) {
        var line = line
        var values: [Double] = []
        for _ in 0..<3 {
            guard var word = line.word() else { return nil }
            _ = word.upTo(UInt8(ascii: "="))
            guard let value = word.decimal() else { return nil }
            values.append(min(value, 100))
        }
        self.init(average10: values[0], average60: values[1], average300: values[2])
    }
}
