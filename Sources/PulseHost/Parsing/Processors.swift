/// What `/proc/cpuinfo` tells beyond the counts.
struct Processors: Hashable, Sendable {
    var model: String?
    var sockets: Int?
    var megahertz: Double?

    init?(_ cursor: ByteCursor) {
        var cursor = cursor
        var packages: [UInt64] = []
        var clocks = 0.0
        var clockCount = 0
        while var line = cursor.line() {
            let key = line.upTo(UInt8(ascii: ":"))
            if key.hasPrefix("model name") || (model == nil && (key.hasPrefix("Model") || key.hasPrefix("Hardware"))) {
                if model == nil { model = line.text }
            } else if key.hasPrefix("cpu MHz") {
                guard let clock = line.decimal() else { continue }
                clocks += clock
                clockCount += 1
            } else if key.hasPrefix("physical id") {
                guard let package = line.number(), !packages.contains(package) else { continue }
                packages.append(package)
            }
        }
        if !packages.isEmpty { sockets = packages.count }
        if clockCount > 0 { megahertz = clocks / Double(clockCount) }
    }
}
