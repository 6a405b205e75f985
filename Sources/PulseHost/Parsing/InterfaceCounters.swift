/// One line of `/proc/net/dev`.
struct InterfaceCounters: Hashable, Sendable {
    var name: String
    var received: UInt64
    var sent: UInt64

    /// Most interfaces kept; a container host may have many hundreds.
    static let most = 1024

    static func parse(_ cursor: ByteCursor) -> [InterfaceCounters]? {
        var cursor = cursor
        // Two lines of headings.
        guard cursor.line() != nil, cursor.line() != nil else { return nil }
        var all: [InterfaceCounters] = []
        all.reserveCapacity(16)
        while all.count < most, var line = cursor.line() {
            guard let name = line.upTo(UInt8(ascii: ":")).text, let received = line.number() else { continue }
            for _ in 0..<7 { _ = line.number() }
            guard let sent = line.number() else { continue }
            all.append(InterfaceCounters(name: name, received: received, sent: sent))
        }
        return all
    }
}
