/// Decides which requests may run at once: so many for each node, so many for the whole connection.
///
/// A pveproxy has three workers; hundreds of requests at once would keep people's own work waiting. Requests wait in
/// one line for each node, and the lines take turns, so that a node that is slow delays only itself.
struct RequestQueue: Sendable {
    let perNode: Int
    let overall: Int
    private(set) var running = 0
    private var runningByNode: [String: Int] = [:]
    private var lines: [String: Line] = [:]
    /// Nodes with somebody in line, whose turn is next first.
    private var turns: [String] = []

    private struct Line {
        var tickets: [UInt64] = []
        var head = 0
        var isEmpty: Bool { head == tickets.count }
    }

    init(perNode: Int = 4, overall: Int = 16) {
        self.perNode = perNode
        self.overall = overall
    }

    /// - Parameter node: `nil` for a request that belongs to none; only the overall limit holds.
    /// - Returns: Whether it may run now; else it stands in line.
    mutating func enter(_ ticket: UInt64, node: String?) -> Bool {
        if running < overall, hasRoom(node ?? "") {
            start(node ?? "")
            return true
        }
        let line = node ?? ""
        if lines[line] == nil { turns.append(line) }
        lines[line, default: Line()].tickets.append(ticket)
        return false
    }

    /// - Returns: The tickets that may run now.
    mutating func leave(node: String?) -> [UInt64] {
        let name = node ?? ""
        running -= 1
        runningByNode[name, default: 1] -= 1
        if runningByNode[name] == 0 { runningByNode[name] = nil }
        var admitted: [UInt64] = []
        while running < overall, let position = turns.firstIndex(where: hasRoom) { admitted.append(admit(position)) }
        return admitted
    }

    /// Takes somebody out of line.
    ///
    /// - Returns: Whether it stood there.
    mutating func withdraw(_ ticket: UInt64, node: String?) -> Bool {
        let name = node ?? ""
        guard var line = lines[name], let index = line.tickets[line.head...].firstIndex(of: ticket) else { return false }
        line.tickets.remove(at: index)
        keep(line, of: name)
        return true
    }

    private func hasRoom(_ node: String) -> Bool { node.isEmpty || runningByNode[node, default: 0] < perNode }

    private mutating func start(_ node: String) {
        running += 1
        runningByNode[node, default: 0] += 1
    }

    private mutating func admit(_ position: Int) -> UInt64 {
        let node = turns.remove(at: position)
        turns.append(node)
        guard var line = lines[node] else { return 0 }
        let ticket = line.tickets[line.head]
        line.head += 1
        if line.head > 64, line.head * 2 > line.tickets.count {
            line.tickets.removeFirst(line.head)
            line.head = 0
        }
        start(node)
        keep(line, of: node)
        return ticket
    }

    private mutating func keep(_ line: Line, of node: String) {
        if line.isEmpty {
            lines[node] = nil
            turns.removeAll { $0 == node }
        } else {
            lines[node] = line
        }
    }
}
